package load

import (
	"sort"
	"sync"
	"time"
)

// Outcome is what one row of one round gave. Units are replies, or chunks with text for paced streams.
type Outcome struct {
	Units      int     `json:"units"`
	Seconds    float64 `json:"seconds"`
	P50Micros  float64 `json:"p50_us"`
	P99Micros  float64 `json:"p99_us"`
	Errors     int     `json:"errors"`
	FirstError string  `json:"first_error,omitempty"`
}

// PerSecond is the throughput.
func (o Outcome) PerSecond() float64 {
	if o.Seconds == 0 {
		return 0
	}
	return float64(o.Units) / o.Seconds
}

// tally gathers what the callers saw.
type tally struct {
	lock       sync.Mutex
	times      []time.Duration
	errors     int
	firstError string
}

func (t *tally) add(times []time.Duration) {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.times = append(t.times, times...)
}

func (t *tally) fail(err error) {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.errors == 0 {
		t.firstError = err.Error()
	}
	t.errors++
}

func (t *tally) outcome(took time.Duration) Outcome {
	sort.Slice(t.times, func(i, j int) bool { return t.times[i] < t.times[j] })
	return Outcome{
		Units:      len(t.times),
		Seconds:    took.Seconds(),
		P50Micros:  quantile(t.times, 0.50),
		P99Micros:  quantile(t.times, 0.99),
		Errors:     t.errors,
		FirstError: t.firstError,
	}
}

// quantile is in microseconds; the times are in order.
func quantile(times []time.Duration, part float64) float64 {
	if len(times) == 0 {
		return 0
	}
	return float64(times[int(part*float64(len(times)-1)+0.5)].Nanoseconds()) / 1000
}
