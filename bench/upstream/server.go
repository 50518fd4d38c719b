// Package upstream stands in for Poe: it answers chat requests as fast as it can, on plain HTTP/1.1 and on TLS with
// HTTP/2 or HTTP/1.1. It knows only what the load generator asks for. Its own CPU must be small beside that of the
// programs under test, so it reads and writes frames by itself.
package upstream

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"time"
)

const handshakeLimit = 10 * time.Second

// Serve answers until its input ends. It prints the ports, plain and TLS, on one line; the certificate goes to the file.
func Serve(certificateFile string) error {
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	encrypted, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	identity, err := newIdentity(certificateFile)
	if err != nil {
		return err
	}
	go accept(plain, serveHTTP1)
	go accept(encrypted, func(conn net.Conn) { serveTLS(conn, identity) })
	fmt.Println(plain.Addr().(*net.TCPAddr).Port, encrypted.Addr().(*net.TCPAddr).Port)
	// The starter holds the other end: when it ends, however it ends, so does this process.
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func accept(listener net.Listener, serve func(net.Conn)) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, "upstream: accept:", err)
			return
		}
		go func() {
			defer conn.Close()
			serve(conn)
		}()
	}
}

func serveTLS(raw net.Conn, identity *tls.Config) {
	conn := tls.Server(raw, identity)
	raw.SetDeadline(time.Now().Add(handshakeLimit))
	if err := conn.Handshake(); err != nil {
		fmt.Fprintln(os.Stderr, "upstream: TLS:", err)
		return
	}
	raw.SetDeadline(time.Time{})
	if conn.ConnectionState().NegotiatedProtocol == "h2" {
		serveHTTP2(conn)
	} else {
		serveHTTP1(conn)
	}
}
