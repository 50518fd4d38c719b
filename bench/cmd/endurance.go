package main

import (
	"fmt"
	"math"
	"time"

	"poegateway/bench/contender"
	"poegateway/bench/load"
	"poegateway/bench/report"
)

// endurance is what a program needs over a longer time; each part begins with a fresh start.
type endurance struct {
	jsonLoad     time.Duration
	rest         time.Duration
	pacedStreams int
	pacedChunks  int
	pacedEvery   time.Duration
	warmMost     time.Duration
	warmLoad     time.Duration
}

var fullEndurance = endurance{
	jsonLoad: 30 * time.Second, rest: 60 * time.Second,
	pacedStreams: 2000, pacedChunks: 40, pacedEvery: 500 * time.Millisecond,
	warmMost: 60 * time.Second, warmLoad: 5 * time.Second,
}

var quickEndurance = endurance{
	jsonLoad: 5 * time.Second, rest: 10 * time.Second,
	pacedStreams: 2000, pacedChunks: 8, pacedEvery: 500 * time.Millisecond,
	warmMost: 15 * time.Second, warmLoad: time.Second,
}

// Names of the parts among the rows.
const (
	memoryPart = "memory"
	warmPart   = "warm"
)

const (
	enduranceCallers = 64
	memoryEvery      = 100 * time.Millisecond
	// A caller alone is served quickly once the 99th percentile of so many slices in a row is no more than this.
	warmSlice     = time.Second
	warmSlices    = 3
	warmP99Micros = 1000
)

// endure measures the parts that were chosen, with every gateway.
func (s *session) endure(run int) ([]report.Endurance, error) {
	var all []report.Endurance
	for _, name := range s.options.contenders {
		if s.gateways[name] == nil {
			continue
		}
		for _, part := range []struct {
			name    string
			measure func(contender.Started, *report.Endurance) error
		}{{memoryPart, s.measureMemory}, {warmPart, s.measureWarmth}} {
			if !contains(s.options.rows, part.name) {
				continue
			}
			measured := report.Endurance{Part: part.name, Contender: name, Run: run}
			if err := s.fresh(name, part.measure, &measured); err != nil {
				return all, fmt.Errorf("%s with %s: %w", part.name, name, err)
			}
			progress("%s %s run %d %-7s %s", s.transport, part.name, run, name, measured)
			all = append(all, measured)
		}
	}
	return all, s.ctx.Err()
}

func (s *session) fresh(
	name string, measure func(contender.Started, *report.Endurance) error, into *report.Endurance,
) error {
	started, err := s.start(name)
	if err != nil {
		return err
	}
	defer started.Stop()
	s.jdk = contender.JDK(started.Process)
	pause(s.ctx, settle)
	into.IdleMiB = started.Memory().NowMiB
	return measure(started, into)
}

// measureMemory reads what is resident right after JSON, after a rest, and the most while streams are open.
func (s *session) measureMemory(started contender.Started, into *report.Endurance) error {
	e := s.scale.endurance
	before := started.CPU()
	outcome := load.Whole(s.ctx, started.Address, enduranceCallers, e.jsonLoad).Run()
	into.JSONMiB = started.Memory().NowMiB
	if err := failure(outcome); err != nil {
		return err
	}
	into.JSONCPUMicros = float64((started.CPU() - before).Microseconds()) / math.Max(1, float64(outcome.Units))
	pause(s.ctx, e.rest)
	into.RestedMiB = started.Memory().NowMiB
	most := watchMemory(started)
	outcome = load.Paced(s.ctx, started.Address, e.pacedStreams, e.pacedChunks, e.pacedEvery).Run()
	into.PacedMiB = most()
	return failure(outcome)
}

// watchMemory reads it now and again until the result is asked for, which is the most that was seen.
func watchMemory(started contender.Started) func() float64 {
	stop, result := make(chan struct{}), make(chan float64)
	go func() {
		most := 0.0
		for {
			most = math.Max(most, started.Memory().NowMiB)
			select {
			case <-stop:
				result <- most
				return
			case <-time.After(memoryEvery):
			}
		}
	}()
	return func() float64 {
		close(stop)
		return <-result
	}
}

// measureWarmth puts a caller alone on a fresh start, until it is served quickly.
func (s *session) measureWarmth(started contender.Started, into *report.Endurance) error {
	e := s.scale.endurance
	var under time.Duration
	for quick := 0; quick < warmSlices && under < e.warmMost && s.ctx.Err() == nil; under += warmSlice {
		outcome := load.Whole(s.ctx, started.Address, 1, warmSlice).Run()
		if err := failure(outcome); err != nil {
			return err
		}
		if outcome.P99Micros <= warmP99Micros {
			quick++
		} else {
			quick = 0
			into.WarmAfterSeconds = (under + warmSlice).Seconds()
		}
	}
	outcome := load.Whole(s.ctx, started.Address, 1, e.warmLoad).Run()
	into.WarmP50Micros, into.WarmP99Micros = outcome.P50Micros, outcome.P99Micros
	return failure(outcome)
}

func failure(outcome load.Outcome) error {
	if outcome.Errors > 0 {
		return fmt.Errorf("%d errors, first: %s", outcome.Errors, outcome.FirstError)
	}
	return nil
}
