// Package load asks a gateway the way its callers do, on plain HTTP/1.1 with connections that live on, and looks at
// every byte that comes back.
package load

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

const (
	dialLimit  = 5 * time.Second
	replyLimit = 30 * time.Second
)

// caller is one connection. It asks again only after the reply has ended.
type caller struct {
	conn net.Conn
	in   *bufio.Reader
}

func dial(address string) (*caller, error) {
	conn, err := net.DialTimeout("tcp", address, dialLimit)
	if err != nil {
		return nil, err
	}
	return &caller{conn: conn, in: bufio.NewReaderSize(conn, 64*1024)}, nil
}

func (c *caller) close() { c.conn.Close() }

// ask sends the request and hands the body of the reply to sink, piece by piece as it comes.
func (c *caller) ask(request []byte, sink func(piece []byte) error) error {
	c.conn.SetDeadline(time.Now().Add(replyLimit))
	if _, err := c.conn.Write(request); err != nil {
		return err
	}
	status, length, err := c.readHead()
	if err != nil {
		return fmt.Errorf("head of the reply: %w", err)
	}
	if status != 200 {
		text, _ := c.in.Peek(min(c.in.Buffered(), 300))
		return fmt.Errorf("status %d: %s", status, text)
	}
	if length >= 0 {
		return c.readPiece(length, sink)
	}
	return c.readChunks(sink)
}

var (
	lengthName  = []byte("content-length:")
	chunkedName = []byte("transfer-encoding:")
)

// readHead gives -1 as the length of a chunked body.
func (c *caller) readHead() (status, length int, err error) {
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return 0, 0, err
	}
	if len(line) < 12 {
		return 0, 0, fmt.Errorf("status line %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, 0, err
	}
	known := false
	for {
		if line, err = c.in.ReadSlice('\n'); err != nil {
			return 0, 0, err
		}
		if len(line) <= 2 {
			break
		}
		if has(line, lengthName) {
			known = true
			if length, err = strconv.Atoi(string(bytes.TrimSpace(line[len(lengthName):]))); err != nil {
				return 0, 0, err
			}
		} else if has(line, chunkedName) {
			known, length = true, -1
		}
	}
	if !known {
		return 0, 0, fmt.Errorf("a reply that only ends with its connection")
	}
	return status, length, nil
}

func has(line, name []byte) bool {
	return len(line) > len(name) && bytes.EqualFold(line[:len(name)], name)
}

func (c *caller) readChunks(sink func([]byte) error) error {
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return fmt.Errorf("cut between two chunks: %w", err)
		}
		size, err := hex(line)
		if err != nil {
			return err
		}
		if err := c.readPiece(size, sink); err != nil {
			return fmt.Errorf("cut in a chunk: %w", err)
		}
		if _, err := c.in.Discard(2); err != nil {
			return err
		}
		if size == 0 {
			return nil
		}
	}
}

func hex(line []byte) (int, error) {
	number := 0
	for i, digit := range line {
		switch {
		case digit >= '0' && digit <= '9':
			number = number<<4 | int(digit-'0')
		case digit >= 'a' && digit <= 'f':
			number = number<<4 | int(digit-'a'+10)
		case digit >= 'A' && digit <= 'F':
			number = number<<4 | int(digit-'A'+10)
		case i > 0 && (digit == '\r' || digit == ';'):
			return number, nil
		default:
			return 0, fmt.Errorf("chunk size %q", line)
		}
	}
	return 0, fmt.Errorf("chunk size %q", line)
}

// readPiece hands on the next bytes as soon as some are there.
func (c *caller) readPiece(length int, sink func([]byte) error) error {
	for length > 0 {
		if c.in.Buffered() == 0 {
			if _, err := c.in.Peek(1); err != nil {
				if err == io.EOF {
					err = io.ErrUnexpectedEOF
				}
				return err
			}
		}
		piece, _ := c.in.Peek(min(length, c.in.Buffered()))
		if err := sink(piece); err != nil {
			return err
		}
		c.in.Discard(len(piece))
		length -= len(piece)
	}
	return nil
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}
