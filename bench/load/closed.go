package load

import (
	"context"
	"sync"
	"time"
)

// errorLimit ends a caller that only sees errors.
const errorLimit = 3

// Whole asks for whole replies with so many callers, each asking again when its reply has come.
func Whole(ctx context.Context, address string, callers int, length time.Duration) Prepared {
	return closedLoop(ctx, address, callers, length, wholeRequest(address), &likeFirst{meaning: wholeMeaning})
}

// Bursts asks for streams whose chunks come all at once.
func Bursts(ctx context.Context, address string, callers int, length time.Duration) Prepared {
	return closedLoop(ctx, address, callers, length, burstRequest(address), &likeFirst{meaning: burstMeaning})
}

// Prepared is a load whose connections are open and have each carried one request. Run may be called once.
type Prepared struct {
	Run func() Outcome
}

func closedLoop(
	ctx context.Context,
	address string,
	callers int,
	length time.Duration,
	request []byte,
	check checker,
) Prepared {
	all := &tally{}
	loops := make([]*loop, callers)
	eachAtOnce(callers, func(i int) {
		loops[i] = &loop{address: address, request: request, check: check, all: all}
		loops[i].once()
	})
	return Prepared{Run: func() Outcome {
		began := time.Now()
		eachAtOnce(callers, func(i int) { loops[i].until(ctx, began.Add(length)) })
		took := time.Since(began)
		for _, loop := range loops {
			loop.hangUp()
		}
		return all.outcome(took)
	}}
}

func eachAtOnce(count int, work func(i int)) {
	var all sync.WaitGroup
	for i := 0; i < count; i++ {
		i := i
		all.Add(1)
		go func() {
			defer all.Done()
			work(i)
		}()
	}
	all.Wait()
}

// loop is a caller that asks the same again and again.
type loop struct {
	address string
	request []byte
	check   checker
	all     *tally
	caller  *caller
	body    []byte
	errors  int
}

func (l *loop) until(ctx context.Context, end time.Time) {
	times := make([]time.Duration, 0, 1<<16)
	for l.errors < errorLimit && ctx.Err() == nil {
		began := time.Now()
		if began.After(end) {
			break
		}
		if l.once() {
			times = append(times, time.Since(began))
		}
	}
	l.all.add(times)
}

// once is one request with its reply; a failed one costs the connection.
func (l *loop) once() bool {
	err := l.askAndCheck()
	if err != nil {
		l.all.fail(err)
		l.errors++
		l.hangUp()
	}
	return err == nil
}

func (l *loop) askAndCheck() (err error) {
	if l.caller == nil {
		if l.caller, err = dial(l.address); err != nil {
			return err
		}
	}
	l.body = l.body[:0]
	err = l.caller.ask(l.request, func(piece []byte) error {
		l.body = append(l.body, piece...)
		return nil
	})
	if err != nil {
		return err
	}
	return l.check.check(l.body)
}

func (l *loop) hangUp() {
	if l.caller != nil {
		l.caller.close()
		l.caller = nil
	}
}
