package upstream

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"time"
)

const (
	streamHead = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-cache\r\n" +
		"x-accel-buffering: no\r\ntransfer-encoding: chunked\r\n\r\n"
	lastChunk = "0\r\n\r\n"
)

var (
	jsonReply1 = wholeReply1(JSONBody())
	getReply1  = wholeReply1(getBody())
	bursts1    = map[dialect][]byte{
		chat: streamed1(burst()), bot: streamed1(botBurst()),
		responses: streamed1(responsesBurst()), messages: streamed1(messagesBurst()),
	}
	botWhole1   = streamed1(botWhole())
	ending1     = append(chunked(ending()), lastChunk...)
	errNoLength = errors.New("a request without content-length")
)

func wholeReply1(body []byte) []byte {
	head := fmt.Sprintf("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n", len(body))
	return append([]byte(head), body...)
}

func streamed1(events [][]byte) []byte {
	return append(append([]byte(streamHead), chunked(events)...), lastChunk...)
}

// chunked frames each event as an HTTP chunk of its own, as Poe does.
func chunked(events [][]byte) []byte {
	var all []byte
	for _, event := range events {
		all = append(all, fmt.Sprintf("%x\r\n", len(event))...)
		all = append(all, event...)
		all = append(all, "\r\n"...)
	}
	return all
}

func serveHTTP1(conn net.Conn) {
	in := bufio.NewReaderSize(conn, 16*1024)
	var body []byte
	for {
		isGet, given, err := readRequest1(in, body[:0])
		if err == nil && isGet {
			_, err = conn.Write(getReply1)
		} else if err == nil {
			body = given
			err = answer1(conn, body)
		}
		if err != nil {
			if err != io.EOF && !errors.Is(err, net.ErrClosed) && !isReset(err) {
				fmt.Fprintln(os.Stderr, "upstream: HTTP/1.1:", err)
			}
			return
		}
	}
}

func answer1(conn net.Conn, body []byte) error {
	wish, err := readWish(body)
	if err != nil {
		return err
	}
	switch {
	case wish.form == paced:
		err = pace1(conn, wish)
	case wish.form == whole && wish.dialect == bot:
		_, err = conn.Write(botWhole1)
	case wish.form == whole:
		_, err = conn.Write(jsonReply1)
	default:
		_, err = conn.Write(bursts1[wish.dialect])
	}
	return err
}

// pace1 writes each chunk when it is due, the first with the head.
func pace1(conn net.Conn, wish wish) error {
	began := time.Now()
	size := fmt.Sprintf("%x\r\n", stampedLength())
	out := append(make([]byte, 0, 1024), streamHead...)
	for i := 0; i < wish.chunks; i++ {
		time.Sleep(time.Until(began.Add(time.Duration(i) * wish.every)))
		out = append(out, size...)
		out = append(stamped(out), "\r\n"...)
		if _, err := conn.Write(out); err != nil {
			return err
		}
		out = out[:0]
	}
	_, err := conn.Write(ending1)
	return err
}

var (
	lengthName = []byte("content-length:")
	get        = []byte("GET ")
)

func readRequest1(in *bufio.Reader, body []byte) (isGet bool, _ []byte, _ error) {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return false, nil, err
	}
	isGet = bytes.HasPrefix(line, get)
	length := -1
	for len(line) > 2 {
		if line, err = in.ReadSlice('\n'); err != nil {
			return false, nil, err
		}
		if len(line) > len(lengthName) && bytes.EqualFold(line[:len(lengthName)], lengthName) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(line[len(lengthName):]))); err != nil {
				return false, nil, err
			}
		}
	}
	if isGet {
		return true, nil, nil
	}
	if length < 0 {
		return false, nil, errNoLength
	}
	if cap(body) < length {
		body = make([]byte, length)
	}
	body = body[:length]
	_, err = io.ReadFull(in, body)
	return false, body, err
}
