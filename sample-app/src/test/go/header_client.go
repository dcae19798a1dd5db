// Calls the service of everything.thrift by the header protocol of Apache Thrift's own Go library: what is in the headers and
// how the messages inside look. The server sends the headers of each request back.
//
// Arguments: port.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/apache/thrift/lib/go/thrift"
)

// Counts what is received.
type counted struct {
	net.Conn
	received int
}

func (c *counted) Read(into []byte) (int, error) {
	n, err := c.Conn.Read(into)
	c.received += n
	return n, err
}

func check(what string, condition bool) {
	if condition {
		fmt.Println("ok " + what)
	} else {
		fmt.Println("WRONG " + what)
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func call(how string, inner thrift.THeaderProtocolID, compressed bool) {
	conn, err := net.Dial("tcp", "127.0.0.1:"+os.Args[1])
	must(err)
	defer conn.Close()
	socket := &counted{Conn: conn}
	conf := &thrift.TConfiguration{THeaderProtocolID: thrift.THeaderProtocolIDPtrMust(inner)}
	protocol := thrift.NewTHeaderProtocolConf(thrift.NewTSocketFromConnConf(socket, conf), conf)
	if compressed {
		must(protocol.AddTransform(thrift.TransformZlib))
	}
	client := thrift.NewTStandardClient(protocol, protocol)
	ctx := thrift.SetHeader(context.Background(), "name", "välue")
	ctx = thrift.SetHeader(ctx, "empty", "")
	args := &text{id: 1, value: strings.Repeat("text ", 20000)}
	result := &text{id: 0}
	meta, err := client.Call(thrift.SetWriteHeaderList(ctx, []string{"name", "empty"}), "echoText", args, result)
	must(err)
	check(how+" value", result.value == args.value)
	check(how+" headers", len(meta.Headers) == 2 && meta.Headers["name"] == "välue")
	check(how+" compressed reply", (socket.received < 10000) == compressed)
	meta, err = client.Call(context.Background(), "echoText", args, result)
	must(err)
	check(how+" no headers", len(meta.Headers) == 0)
	_, err = client.Call(context.Background(), "notThere", args, result)
	failure, failed := err.(thrift.TApplicationException)
	check(how+" unknown method", failed && failure.TypeId() == thrift.UNKNOWN_METHOD)
}

func main() {
	for _, compressed := range []bool{false, true} {
		suffix := ""
		if compressed {
			suffix = " compressed"
		}
		call("binary"+suffix, thrift.THeaderProtocolBinary, compressed)
		call("compact"+suffix, thrift.THeaderProtocolCompact, compressed)
	}
}
