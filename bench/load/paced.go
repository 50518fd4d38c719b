package load

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"poegateway/bench/upstream"
)

// The warm-up of a paced row opens all connections on both sides.
const (
	warmUpChunks = 5
	warmUpEvery  = 100 * time.Millisecond
)

// Paced holds so many streams open at once, each with chunks at a steady pace. The starts are spread evenly over one
// interval, as no two people's streams are in step. The times are from the upstream's clock in a chunk to its arrival.
func Paced(ctx context.Context, address string, streams, chunks int, every time.Duration) Prepared {
	all := &tally{}
	lines := make([]*line, streams)
	eachAtOnce(streams, func(i int) {
		lines[i] = &line{address: address, all: all}
		sleep(ctx, warmUpEvery*time.Duration(i)/time.Duration(streams))
		lines[i].stream(ctx, warmUpChunks, warmUpEvery)
		lines[i].times = nil
	})
	return Prepared{Run: func() Outcome {
		began := time.Now()
		eachAtOnce(streams, func(i int) {
			sleep(ctx, time.Until(began.Add(every*time.Duration(i)/time.Duration(streams))))
			lines[i].stream(ctx, chunks, every)
		})
		took := time.Since(began)
		for _, line := range lines {
			all.add(line.times)
			line.hangUp()
		}
		return all.outcome(took)
	}}
}

func sleep(ctx context.Context, length time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(length):
	}
}

// line is a caller of one stream at a time.
type line struct {
	address string
	all     *tally
	caller  *caller
	times   []time.Duration
	pending []byte
}

func (l *line) stream(ctx context.Context, chunks int, every time.Duration) {
	if ctx.Err() != nil {
		return
	}
	if err := l.tryStream(chunks, every); err != nil {
		l.all.fail(err)
		l.hangUp()
	}
}

func (l *line) tryStream(chunks int, every time.Duration) (err error) {
	if l.caller == nil {
		if l.caller, err = dial(l.address); err != nil {
			return err
		}
	}
	reader := pacedReader{line: l, want: chunks}
	l.pending = l.pending[:0]
	if err := l.caller.ask(pacedRequest(l.address, chunks, every), reader.take); err != nil {
		return err
	}
	return reader.end()
}

func (l *line) hangUp() {
	if l.caller != nil {
		l.caller.close()
		l.caller = nil
	}
}

// pacedReader splits a stream into events while it comes, and holds that each is whole and in its place.
type pacedReader struct {
	line *line
	want int
	got  int
	done bool
	last []byte
}

var (
	eventEnd   = []byte("\n\n")
	contentKey = []byte(`"content":"`)
	doneEvent  = []byte("data: [DONE]")
)

func (r *pacedReader) take(piece []byte) error {
	now := time.Now().UnixNano()
	r.line.pending = append(r.line.pending, piece...)
	rest := r.line.pending
	for {
		end := bytes.Index(rest, eventEnd)
		if end < 0 {
			break
		}
		if err := r.event(rest[:end], now); err != nil {
			return err
		}
		rest = rest[end+len(eventEnd):]
	}
	r.line.pending = r.line.pending[:copy(r.line.pending, rest)]
	return nil
}

func (r *pacedReader) event(event []byte, now int64) error {
	if r.done {
		return fmt.Errorf("an event after [DONE]: %.300s", event)
	}
	if r.got < r.want {
		sent, err := stamp(event)
		if err != nil {
			return err
		}
		r.got++
		r.line.times = append(r.line.times, time.Duration(now-sent))
		return nil
	}
	if bytes.Equal(event, doneEvent) {
		r.done = true
	}
	r.last = append(append(r.last, event...), eventEnd...)
	return nil
}

func (r *pacedReader) end() error {
	if !r.done || len(r.line.pending) > 0 {
		return fmt.Errorf("a stream that ended after %d of %d chunks, [DONE] seen: %t", r.got, r.want, r.done)
	}
	text, err := streamMeaning(r.last)
	if err == nil && text != "" {
		err = fmt.Errorf("more text than was sent: %q", text)
	}
	return err
}

// stamp reads the time that a chunk carries.
func stamp(event []byte) (int64, error) {
	at := bytes.Index(event, contentKey) + len(contentKey)
	if at < len(contentKey) || len(event) < at+upstream.StampDigits || event[at+upstream.StampDigits] != '"' {
		return 0, fmt.Errorf("not a chunk of a paced stream: %.300s", event)
	}
	var number int64
	for _, digit := range event[at : at+upstream.StampDigits] {
		number = number*10 + int64(digit-'0')
	}
	return number, nil
}
