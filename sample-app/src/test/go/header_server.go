// Serves a method echoText, as everything.thrift has it, by the header protocol of Apache Thrift's own Go library, until its
// input ends. Sends the headers of each request back; compresses its reply, and all after it, where one of them asks for that.
// Prints the port it listens on.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"sync"

	"github.com/apache/thrift/lib/go/thrift"
)

type processor struct{}

// The connections that compress.
var compressed sync.Map

func (processor) Process(ctx context.Context, in, out thrift.TProtocol) (bool, thrift.TException) {
	name, _, seqid, err := in.ReadMessageBegin(ctx)
	if err != nil {
		return false, thrift.WrapTException(err)
	}
	args := &text{id: 1}
	if err := args.Read(ctx, in); err != nil {
		return false, thrift.WrapTException(err)
	}
	if err := in.ReadMessageEnd(ctx); err != nil {
		return false, thrift.WrapTException(err)
	}
	headed := out.(*thrift.THeaderProtocol)
	headed.ClearWriteHeaders()
	for key, value := range headed.GetReadHeaders() {
		headed.SetWriteHeader(key, value)
	}
	if _, asked := headed.GetReadHeaders()["compress"]; asked {
		if _, before := compressed.LoadOrStore(headed, true); !before {
			headed.AddTransform(thrift.TransformZlib)
		}
	}
	if err := answer(ctx, out, name, seqid, &text{id: 0, value: args.value}); err != nil {
		return false, thrift.WrapTException(err)
	}
	return true, nil
}

func answer(ctx context.Context, out thrift.TProtocol, name string, seqid int32, result thrift.TStruct) error {
	if err := out.WriteMessageBegin(ctx, name, thrift.REPLY, seqid); err != nil {
		return err
	}
	if err := result.Write(ctx, out); err != nil {
		return err
	}
	if err := out.WriteMessageEnd(ctx); err != nil {
		return err
	}
	return out.Flush(ctx)
}

func (processor) ProcessorMap() map[string]thrift.TProcessorFunction {
	return nil
}

func (processor) AddToProcessorMap(string, thrift.TProcessorFunction) {}

func main() {
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	address, err := net.ResolveTCPAddr("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	socket := thrift.NewTServerSocketFromAddrTimeout(address, 0)
	if err := socket.Listen(); err != nil {
		panic(err)
	}
	fmt.Println(socket.Addr().(*net.TCPAddr).Port)
	conf := &thrift.TConfiguration{}
	server := thrift.NewTSimpleServer4(
		processor{}, socket, thrift.NewTHeaderTransportFactoryConf(nil, conf), thrift.NewTHeaderProtocolFactoryConf(conf))
	if err := server.Serve(); err != nil {
		panic(err)
	}
}
