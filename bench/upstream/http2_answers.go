package upstream

import (
	"errors"
	"time"
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
	burstParts = map[dialect][][]byte{chat: burst(), bot: botBurst(), responses: responsesBurst(), messages: messagesBurst()}
	botAnswer  = botWhole()
	endParts   = ending()
)

func field(name, value string) []byte {
	text := append([]byte{0x10, byte(len(name))}, name...)
	return append(append(text, byte(len(value))), value...)
}

var errGone = errors.New("the stream was reset")

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

func (c *connection2) stream(stream *stream2, parts [][]byte) error {
	c.frame(headers, endHeaders, stream.id, streamFields)
	return c.parts(stream, parts)
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
