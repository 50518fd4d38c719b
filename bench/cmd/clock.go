package main

import (
	"runtime"
	"syscall"
	"time"

	"poegateway/bench/contender"
)

// clock tells how much of the machine went to programs outside the benchmark.
type clock struct {
	own         []*contender.Process
	began       time.Time
	busyBefore  time.Duration
	knownBefore time.Duration
}

func startClock(own ...*contender.Process) clock {
	c := clock{own: own, began: time.Now(), busyBefore: contender.MachineBusy()}
	c.knownBefore = c.known()
	return c
}

// known is the CPU time of the benchmark itself and of what it started.
func (c clock) known() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	sum := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	for _, process := range c.own {
		sum += process.CPU()
	}
	return sum
}

func (c clock) othersShare() float64 {
	others := contender.MachineBusy() - c.busyBefore - (c.known() - c.knownBefore)
	if others < 0 {
		return 0
	}
	return others.Seconds() / time.Since(c.began).Seconds() / float64(runtime.NumCPU())
}
