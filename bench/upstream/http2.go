package upstream

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// What HTTP/2 (RFC 9113) calls its frames, flags and settings; only those that are used here.
const (
	preface              = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	frameHead            = 9
	data                 = 0x0
	headers              = 0x1
	rstStream            = 0x3
	settings             = 0x4
	ping                 = 0x6
	windowUpdate         = 0x8
	endStream            = 0x1
	ack                  = 0x1
	endHeaders           = 0x4
	padded               = 0x8
	maxConcurrentStreams = 0x3
	initialWindowSize    = 0x4
	maxFrame             = 16384
	firstWindow          = 65535
	// streamsAtOnce is RFC 9113's lowest advice, so that many streams need several connections.
	streamsAtOnce = 100
	streamWindow  = 1 << 20
	windowStep    = 1 << 20
)

// The replies' fields need no table: one indexed field, the others literal and never indexed.
var (
	wholeFields  = append([]byte{0x88}, field("content-type", "application/json")...)
	streamFields = append(append(append([]byte{0x88},
		field("content-type", "text/event-stream")...),
		field("cache-control", "no-cache")...),
		field("x-accel-buffering", "no")...)
	jsonBody   = JSONBody()
	getAnswer  = getBody()
	burstParts = burst()
	endParts   = ending()
)

func field(name, value string) []byte {
	text := append([]byte{0x10, byte(len(name))}, name...)
	return append(append(text, byte(len(value))), value...)
}

// connection2 is one HTTP/2 connection. The reader answers whole replies itself; each stream has a goroutine.
type connection2 struct {
	conn net.Conn
	in   *bufio.Reader

	lock          sync.Mutex
	creditChanged *sync.Cond
	out           []byte
	credit        int
	initialCredit int
	streams       map[uint32]*stream2
	closed        bool

	received int
}

type stream2 struct {
	id     uint32
	body   []byte
	credit int
	gone   bool
}

var errGone = errors.New("the stream was reset")

func serveHTTP2(conn net.Conn) {
	c := &connection2{
		conn: conn, in: bufio.NewReaderSize(conn, 64*1024),
		credit: firstWindow, initialCredit: firstWindow, streams: map[uint32]*stream2{},
	}
	c.creditChanged = sync.NewCond(&c.lock)
	err := c.serve()
	c.lock.Lock()
	c.closed = true
	c.creditChanged.Broadcast()
	c.lock.Unlock()
	if err != nil && err != io.EOF && !errors.Is(err, net.ErrClosed) && !isReset(err) {
		fmt.Fprintln(os.Stderr, "upstream: HTTP/2:", err)
	}
}

func isReset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrUnexpectedEOF)
}

func (c *connection2) serve() error {
	greeting := make([]byte, len(preface))
	if _, err := io.ReadFull(c.in, greeting); err != nil {
		return err
	}
	if string(greeting) != preface {
		return fmt.Errorf("not HTTP/2: %q", greeting)
	}
	c.lock.Lock()
	c.frame(settings, 0, 0, setting(setting(nil, maxConcurrentStreams, streamsAtOnce), initialWindowSize, streamWindow))
	c.frame(windowUpdate, 0, 0, number(windowStep))
	c.lock.Unlock()
	var head [frameHead]byte
	payload := make([]byte, maxFrame)
	for {
		if err := c.flushBeforeWait(); err != nil {
			return err
		}
		if _, err := io.ReadFull(c.in, head[:]); err != nil {
			return err
		}
		length := int(head[0])<<16 | int(head[1])<<8 | int(head[2])
		if length > maxFrame {
			return fmt.Errorf("a frame of %d bytes", length)
		}
		if _, err := io.ReadFull(c.in, payload[:length]); err != nil {
			return err
		}
		id := binary.BigEndian.Uint32(head[5:]) & 0x7fffffff
		if err := c.take(head[3], head[4], id, payload[:length]); err != nil {
			return err
		}
	}
}

// flushBeforeWait sends what the reader has answered, unless more requests lie in the buffer.
func (c *connection2) flushBeforeWait() error {
	if c.in.Buffered() >= frameHead {
		return nil
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.flush()
}

func (c *connection2) take(kind, flags byte, id uint32, payload []byte) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	switch kind {
	case headers:
		stream := &stream2{id: id, credit: c.initialCredit}
		c.streams[id] = stream
		if flags&endStream != 0 {
			c.whole(stream, getAnswer)
		}
	case data:
		return c.takeData(flags, id, payload)
	case rstStream:
		if stream := c.streams[id]; stream != nil {
			stream.gone = true
			delete(c.streams, id)
			c.creditChanged.Broadcast()
		}
	case settings:
		if flags&ack == 0 {
			c.takeSettings(payload)
		}
	case ping:
		if flags&ack == 0 {
			c.frame(ping, ack, 0, payload)
		}
	case windowUpdate:
		c.takeCredit(id, int(binary.BigEndian.Uint32(payload)&0x7fffffff))
	}
	return nil
}

func (c *connection2) takeData(flags byte, id uint32, payload []byte) error {
	c.received += len(payload)
	if c.received >= windowStep/2 {
		c.frame(windowUpdate, 0, 0, number(c.received))
		c.received = 0
	}
	stream := c.streams[id]
	if stream == nil {
		return nil
	}
	if flags&padded != 0 {
		payload = payload[1 : len(payload)-int(payload[0])]
	}
	stream.body = append(stream.body, payload...)
	if flags&endStream == 0 {
		return nil
	}
	wish, err := readWish(stream.body)
	if err != nil {
		return err
	}
	switch wish.form {
	case whole:
		c.whole(stream, jsonBody)
	case allAtOnce:
		go c.run(stream, func() error { return c.burst(stream) })
	case paced:
		go c.run(stream, func() error { return c.pace(stream, wish) })
	}
	return nil
}

func (c *connection2) takeSettings(payload []byte) {
	for ; len(payload) >= 6; payload = payload[6:] {
		if binary.BigEndian.Uint16(payload) == initialWindowSize {
			size := int(binary.BigEndian.Uint32(payload[2:]))
			for _, stream := range c.streams {
				stream.credit += size - c.initialCredit
			}
			c.initialCredit = size
		}
	}
	c.frame(settings, ack, 0, nil)
	c.creditChanged.Broadcast()
}

func (c *connection2) takeCredit(id uint32, bytes int) {
	if id == 0 {
		c.credit += bytes
	} else if stream := c.streams[id]; stream != nil {
		stream.credit += bytes
	}
	c.creditChanged.Broadcast()
}

// whole answers at once where the windows allow it, since the reader must not wait for itself.
func (c *connection2) whole(stream *stream2, body []byte) {
	send := func() error {
		if err := c.awaitCredit(stream, len(body)); err != nil {
			return err
		}
		c.frame(headers, endHeaders, stream.id, wholeFields)
		c.frame(data, endStream, stream.id, body)
		delete(c.streams, stream.id)
		return nil
	}
	if c.credit >= len(body) && stream.credit >= len(body) {
		send()
		return
	}
	go c.run(stream, send)
}

// run calls a writer with the lock held, and flushes after it.
func (c *connection2) run(stream *stream2, write func() error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	err := write()
	if err == nil {
		err = c.flush()
	}
	if err != nil && err != errGone {
		c.conn.Close()
	}
}

func (c *connection2) burst(stream *stream2) error {
	c.frame(headers, endHeaders, stream.id, streamFields)
	return c.parts(stream, burstParts)
}

// pace lets go of the lock while it sleeps.
func (c *connection2) pace(stream *stream2, wish wish) error {
	began := time.Now()
	c.frame(headers, endHeaders, stream.id, streamFields)
	event := make([]byte, 0, 512)
	for i := 0; i < wish.chunks; i++ {
		c.lock.Unlock()
		time.Sleep(time.Until(began.Add(time.Duration(i) * wish.every)))
		c.lock.Lock()
		if err := c.awaitCredit(stream, stampedLength()); err != nil {
			return err
		}
		event = stamped(event[:0])
		c.frame(data, 0, stream.id, event)
		if err := c.flush(); err != nil {
			return err
		}
	}
	return c.parts(stream, endParts)
}

// parts sends each part as a frame of its own and ends the stream.
func (c *connection2) parts(stream *stream2, parts [][]byte) error {
	for i, part := range parts {
		if err := c.awaitCredit(stream, len(part)); err != nil {
			return err
		}
		var flags byte
		if i == len(parts)-1 {
			flags = endStream
		}
		c.frame(data, flags, stream.id, part)
	}
	delete(c.streams, stream.id)
	return nil
}

// awaitCredit takes the bytes from both windows; what was written so far goes out before it waits.
func (c *connection2) awaitCredit(stream *stream2, bytes int) error {
	for c.credit < bytes || stream.credit < bytes {
		if stream.gone || c.closed {
			return errGone
		}
		if err := c.flush(); err != nil {
			return err
		}
		c.creditChanged.Wait()
	}
	if stream.gone || c.closed {
		return errGone
	}
	c.credit -= bytes
	stream.credit -= bytes
	return nil
}

func (c *connection2) frame(kind, flags byte, id uint32, payload []byte) {
	length := len(payload)
	c.out = append(c.out, byte(length>>16), byte(length>>8), byte(length), kind, flags,
		byte(id>>24), byte(id>>16), byte(id>>8), byte(id))
	c.out = append(c.out, payload...)
}

func (c *connection2) flush() error {
	if len(c.out) == 0 {
		return nil
	}
	_, err := c.conn.Write(c.out)
	c.out = c.out[:0]
	return err
}

func setting(to []byte, id uint16, value uint32) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint16(to, id), value)
}

func number(value int) []byte {
	return binary.BigEndian.AppendUint32(nil, uint32(value))
}
