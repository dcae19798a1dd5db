// What the Go programs here share: the arguments and the result of a method that takes and returns a string.
package main

import (
	"context"

	"github.com/apache/thrift/lib/go/thrift"
)

// A struct with one string, whose field id is 1 in arguments and 0 in results.
type text struct {
	id    int16
	value string
}

func (t *text) Write(ctx context.Context, out thrift.TProtocol) error {
	if err := out.WriteStructBegin(ctx, "text"); err != nil {
		return err
	}
	if err := out.WriteFieldBegin(ctx, "value", thrift.STRING, t.id); err != nil {
		return err
	}
	if err := out.WriteString(ctx, t.value); err != nil {
		return err
	}
	if err := out.WriteFieldEnd(ctx); err != nil {
		return err
	}
	if err := out.WriteFieldStop(ctx); err != nil {
		return err
	}
	return out.WriteStructEnd(ctx)
}

func (t *text) Read(ctx context.Context, in thrift.TProtocol) error {
	if _, err := in.ReadStructBegin(ctx); err != nil {
		return err
	}
	for {
		_, kind, id, err := in.ReadFieldBegin(ctx)
		if err != nil {
			return err
		}
		if kind == thrift.STOP {
			return in.ReadStructEnd(ctx)
		}
		if id == t.id && kind == thrift.STRING {
			t.value, err = in.ReadString(ctx)
		} else {
			err = in.Skip(ctx, kind)
		}
		if err != nil {
			return err
		}
		if err := in.ReadFieldEnd(ctx); err != nil {
			return err
		}
	}
}
