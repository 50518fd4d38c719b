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
)

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
	switch {
	case wish.form == paced:
		go c.run(stream, func() error { return c.pace(stream, wish) })
	case wish.form == whole && wish.dialect == bot:
		go c.run(stream, func() error { return c.stream(stream, botAnswer) })
	case wish.form == whole:
		c.whole(stream, jsonBody)
	default:
		go c.run(stream, func() error { return c.stream(stream, burstParts[wish.dialect]) })
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

func isReset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrUnexpectedEOF)
}
