package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"poegateway/bench/contender"
	"poegateway/bench/report"
)

// The ways between contender and upstream; callers always speak plain HTTP/1.1.
const (
	plain     = "plain"
	encrypted = "tls"
)

var transportTitles = map[string]string{
	plain:     "plain HTTP/1.1 to the upstream",
	encrypted: "TLS to the upstream: HTTP/2 from the gateway, HTTP/1.1 from nginx",
}

// settle is how long a program is left alone before its memory is read.
const settle = 5 * time.Second

// session is the comparison over one transport.
type session struct {
	ctx       context.Context
	options   options
	scale     scale
	transport string
	scratch   string
	upstream  *contender.Upstream
	gateways  map[string]*contender.Gateway
	started   map[string]contender.Started
	programs  map[string]*report.Program
	jdk       string
}

func (s *session) run(rows []row) (report.Transport, error) {
	result := report.Transport{Name: s.transport, Title: transportTitles[s.transport]}
	for run := 1; run <= s.options.runs; run++ {
		if len(rows) > 0 {
			measured, err := s.runRows(rows, run)
			if err != nil {
				return result, err
			}
			result.Results = append(result.Results, measured...)
			result.Programs = append(result.Programs, s.told()...)
		}
		endured, err := s.endure(run)
		if err != nil {
			return result, err
		}
		result.Endurance = append(result.Endurance, endured...)
	}
	return result, nil
}

func (s *session) told() []report.Program {
	var all []report.Program
	for _, name := range s.options.contenders {
		if program := s.programs[name]; program != nil {
			all = append(all, *program)
		}
	}
	return all
}

// runRows is one life of the programs; rounds are counted over all runs.
func (s *session) runRows(rows []row, run int) ([]report.Result, error) {
	var results []report.Result
	defer s.stopAll()
	if err := s.startAll(); err != nil {
		return results, err
	}
	for round := 1 + (run-1)*s.scale.rounds; round <= run*s.scale.rounds; round++ {
		for _, row := range rows {
			for _, name := range rotated(s.options.contenders, round-1) {
				if s.ctx.Err() != nil {
					return results, s.ctx.Err()
				}
				if !row.carriedBy(name) {
					continue
				}
				measured := s.measure(row, name)
				measured.Round = round
				s.tell(round, row, measured)
				results = append(results, measured)
			}
		}
	}
	s.readMemoryAfterLoad()
	return results, nil
}

func rotated(names []string, by int) []string {
	by %= len(names)
	return append(append([]string(nil), names[by:]...), names[:by]...)
}

// startAll starts each program several times, keeps the last start, and warms it up.
func (s *session) startAll() error {
	s.started, s.programs = map[string]contender.Started{}, map[string]*report.Program{}
	for _, name := range s.options.contenders {
		if name == report.Direct {
			s.started[name] = contender.Started{Address: fmt.Sprintf("127.0.0.1:%d", s.upstream.PlainPort)}
			continue
		}
		program := &report.Program{Contender: name}
		s.programs[name] = program
		for i := 0; i <= s.scale.starts; i++ {
			if i > 0 {
				s.started[name].Stop()
				delete(s.started, name)
			}
			started, err := s.start(name)
			if err != nil {
				return err
			}
			s.started[name] = started
			if i > 0 { // the first start may train a cache for those after it
				program.StartMillis = append(program.StartMillis, float64(started.Took.Microseconds())/1000)
			}
		}
		progress("%s: %s starts in %.0f ms", s.transport, name, program.StartMillis)
	}
	if s.started[report.Gateway].Process != nil {
		s.jdk = contender.JDK(s.started[report.Gateway].Process)
	}
	pause(s.ctx, settle)
	for name, program := range s.programs {
		program.IdleMiB = s.started[name].Memory().NowMiB
	}
	return s.warmUp()
}

func (s *session) start(name string) (contender.Started, error) {
	if name == report.Nginx {
		return contender.StartNginx(s.ctx, s.upstream, s.transport == encrypted, s.scratch)
	}
	return s.gateways[name].Start(s.ctx, s.upstream, s.transport == encrypted, s.scratch)
}

// warmUp lets the gateway's compiler see all kinds of requests; the others only open their files.
func (s *session) warmUp() error {
	for _, name := range s.options.contenders {
		began := time.Now()
		if err := warmUp(s.ctx, name, s.started[name], s.options.rows, s.warmUpMost(name)); err != nil {
			return fmt.Errorf("%s in the warm-up: %w", name, err)
		}
		took := time.Since(began).Seconds()
		progress("%s: %s warmed up in %.0f s", s.transport, name, took)
		if program := s.programs[name]; program != nil {
			program.WarmUpSeconds = took
		}
	}
	return s.ctx.Err()
}

func (s *session) warmUpMost(name string) int {
	switch name {
	case report.Gateway, report.Before:
		return s.scale.warmUpSlices
	case report.Nginx:
		return 1
	default:
		return 0
	}
}

func (s *session) measure(row row, name string) report.Result {
	started := s.started[name]
	prepared := row.prepare(s.ctx, started.Address)
	clock := startClock(s.upstream.Process, started.Process)
	before := started.CPU()
	outcome := prepared.Run()
	spent := started.CPU() - before
	result := report.Result{Row: row.Name, Contender: name, Outcome: outcome, OthersShare: clock.othersShare()}
	if outcome.Units > 0 {
		result.CPUMicros = float64(spent.Microseconds()) / float64(outcome.Units)
	}
	return result
}

func (s *session) tell(round int, row row, r report.Result) {
	text := fmt.Sprintf("%.0f/s, p50 %.0f µs, p99 %.0f µs, CPU %.1f µs", r.PerSecond(), r.P50Micros, r.P99Micros, r.CPUMicros)
	if r.Errors > 0 {
		text = fmt.Sprintf("FAILED: %d errors, first: %s", r.Errors, r.FirstError)
	}
	progress("%s %d/%d %-7s %-7s %s", s.transport, round, s.scale.rounds*s.options.runs, row.Name, r.Contender, text)
}

func (s *session) readMemoryAfterLoad() {
	pause(s.ctx, settle)
	for name, program := range s.programs {
		memory := s.started[name].Memory()
		program.AfterLoadMiB, program.PeakMiB = memory.NowMiB, memory.PeakMiB
		program.OutputMiB = s.started[name].OutputMiB()
	}
}

func (s *session) stopAll() {
	for _, started := range s.started {
		if started.Process != nil {
			started.Stop()
		}
	}
}

func pause(ctx context.Context, length time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(length):
	}
}

func progress(format string, values ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
}
