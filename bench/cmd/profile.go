package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"poegateway/bench/contender"
	"poegateway/bench/profile"
	"poegateway/bench/report"
)

// profileLength is how long the row runs under the profiler.
const profileLength = 15 * time.Second

// takeProfile warms the gateway up, records it under one row and prints where its CPU time went.
func takeProfile(
	ctx context.Context, options options, gateway *contender.Gateway, up *contender.Upstream, scratch string,
) error {
	transport := options.transports[0]
	started, err := gateway.Start(ctx, up, transport == encrypted, scratch)
	if err != nil {
		return err
	}
	defer started.Stop()
	progress("warming up")
	if err := warmUp(ctx, report.Gateway, started, options.rows, fullScale.warmUpSlices); err != nil {
		return err
	}
	length := profileLength
	if options.quick {
		length = profileLength / 3
	}
	scale := options.scale()
	scale.length = length
	scale.pacedChunks = int(length / scale.pacedEvery)
	row := options.named(rows(scale), options.profile)
	if warm := row.prepare(ctx, started.Address).Run(); warm.Errors > 0 {
		return fmt.Errorf("%d errors, first: %s", warm.Errors, warm.FirstError)
	}
	file := filepath.Join(options.root, "target", "bench", "profile-"+row.Name+"-"+transport+".jfr")
	return record(ctx, started, row, file)
}

func record(ctx context.Context, started contender.Started, row row, file string) error {
	progress("recording %s", row.Title)
	prepared := row.prepare(ctx, started.Address)
	recording, err := profile.Start(ctx, contender.JavaHome(started.Process), started.PID(), file)
	if err != nil {
		return err
	}
	before, threadsBefore := started.CPU(), profile.ReadThreads(started.PID())
	outcome := prepared.Run()
	spent, threads := started.CPU()-before, profile.ReadThreads(started.PID())
	if err := recording.Stop(ctx); err != nil {
		return err
	}
	if outcome.Errors > 0 {
		return fmt.Errorf("%d errors, first: %s", outcome.Errors, outcome.FirstError)
	}
	fmt.Printf("%s: %d units, %.0f a second, p50 %.0f µs, CPU %.1f µs per unit (with the profiler on)\n\n",
		row.Title, outcome.Units, outcome.PerSecond(), outcome.P50Micros,
		float64(spent.Microseconds())/float64(outcome.Units))
	fmt.Println(threads.Since(threadsBefore, outcome.Units))
	samples, err := recording.Samples(ctx)
	if err != nil {
		return err
	}
	fmt.Println(profile.Summary(samples))
	allocations, err := recording.Allocations(ctx, outcome.Units)
	if err != nil {
		return err
	}
	fmt.Println(allocations)
	pauses, err := recording.View(ctx, "gc-pauses")
	if err != nil {
		return err
	}
	fmt.Println(strings.TrimSpace(pauses))
	fmt.Println("The recording, for jfr view and JDK Mission Control:", file)
	return nil
}
