package main

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"poegateway/bench/contender"
	"poegateway/bench/load"
)

const (
	warmUpCallers = 16
	warmUpSlice   = time.Second
	warmUpStreams = 500
	warmUpPace    = 100 * time.Millisecond
	// A slice is steady when it was not cheaper by this part than the cheapest before it, and the JVM's compiler took no
	// more than its part of the CPU time: on a busy machine it falls behind, and costs then look steady too early.
	cheaperPart  = 0.05
	compilerPart = 0.05
	// So many steady slices in a row make a program warm.
	steadySlices = 4
)

// kind is a kind of load that some rows have in common, by how their names begin.
type kind struct {
	rows    string
	prepare func() load.Prepared
}

// warmUp puts each kind of load that the rows have on a program in slices, until its CPU time for a request falls no
// more, or the most that is allowed was spent on it.
func warmUp(ctx context.Context, name string, started contender.Started, chosen []string, slicesMost int) error {
	address := started.Address
	kinds := []kind{
		{"json", func() load.Prepared { return load.Whole(ctx, address, warmUpCallers, warmUpSlice) }},
		{"burst", func() load.Prepared { return load.Bursts(ctx, address, burstCallers, warmUpSlice) }},
		{"paced", func() load.Prepared {
			return load.Paced(ctx, address, warmUpStreams, int(warmUpSlice/warmUpPace), warmUpPace)
		}},
	}
	for _, row := range rows(scale{length: warmUpSlice}) {
		row := row
		if row.gatewayOnly && row.carriedBy(name) {
			kinds = append(kinds, kind{row.Name, func() load.Prepared { return row.prepare(ctx, address) }})
		}
	}
	for _, kind := range kinds {
		if !anyBegins(chosen, kind.rows) {
			continue
		}
		if err := untilSteady(ctx, started, slicesMost, kind.prepare); err != nil {
			return err
		}
	}
	return nil
}

func anyBegins(names []string, prefix string) bool {
	for _, name := range names {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func untilSteady(ctx context.Context, started contender.Started, slicesMost int, prepare func() load.Prepared) error {
	cheapest, steady := math.Inf(1), 0
	for slice := 0; slice < slicesMost && steady < steadySlices && ctx.Err() == nil; slice++ {
		prepared := prepare()
		before, compilerBefore := started.CPU(), started.CompilerCPU()
		outcome := prepared.Run()
		if outcome.Errors > 0 {
			return fmt.Errorf("%d errors, first: %s", outcome.Errors, outcome.FirstError)
		}
		spent, compiling := started.CPU()-before, started.CompilerCPU()-compilerBefore
		cost := spent.Seconds() / float64(outcome.Units)
		if cost > cheapest*(1-cheaperPart) && compiling.Seconds() <= spent.Seconds()*compilerPart {
			steady++
		} else {
			steady = 0
		}
		cheapest = math.Min(cheapest, cost)
	}
	return nil
}
