package main

import (
	"context"
	"fmt"
	"math"
	"time"

	"poegateway/bench/contender"
	"poegateway/bench/load"
)

const (
	warmUpCallers = 16
	warmUpSlice   = time.Second
	warmUpStreams = 500
	warmUpPace    = 100 * time.Millisecond
	// A program is warm when so many slices in a row were not cheaper by this part than the cheapest before them.
	steadySlices = 4
	steadyPart   = 0.05
)

// warmUp puts each kind of load on a program in slices, until its CPU time for a request falls no more, or the most that
// is allowed was spent on it.
func warmUp(ctx context.Context, started contender.Started, slicesMost int) error {
	address := started.Address
	loads := []func() load.Prepared{
		func() load.Prepared { return load.Whole(ctx, address, warmUpCallers, warmUpSlice) },
		func() load.Prepared { return load.Bursts(ctx, address, burstCallers, warmUpSlice) },
		func() load.Prepared {
			return load.Paced(ctx, address, warmUpStreams, int(warmUpSlice/warmUpPace), warmUpPace)
		},
	}
	for _, prepare := range loads {
		if err := untilSteady(ctx, started, slicesMost, prepare); err != nil {
			return err
		}
	}
	return nil
}

func untilSteady(ctx context.Context, started contender.Started, slicesMost int, prepare func() load.Prepared) error {
	cheapest, steady := math.Inf(1), 0
	for slice := 0; slice < slicesMost && steady < steadySlices && ctx.Err() == nil; slice++ {
		prepared := prepare()
		before := started.CPU()
		outcome := prepared.Run()
		if outcome.Errors > 0 {
			return fmt.Errorf("%d errors, first: %s", outcome.Errors, outcome.FirstError)
		}
		cost := (started.CPU() - before).Seconds() / float64(outcome.Units)
		if cost > cheapest*(1-steadyPart) {
			steady++
		} else {
			steady = 0
		}
		cheapest = math.Min(cheapest, cost)
	}
	return nil
}
