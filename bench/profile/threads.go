package profile

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// threadCost is user and system time in hundredths of a second.
type threadCost struct{ user, system int64 }

// Threads are the costs of a process's threads so far, by name without numbers.
type Threads map[string]threadCost

var digits = regexp.MustCompile(`[-#]?\d+-?`)

// ReadThreads reads the kernel's counters; threads that have ended are not in them.
func ReadThreads(pid int) Threads {
	threads := Threads{}
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		open, close := strings.IndexByte(string(text), '('), strings.LastIndexByte(string(text), ')')
		fields := strings.Fields(string(text[close+1:]))
		name := strings.TrimSpace(digits.ReplaceAllString(string(text[open+1:close]), ""))
		cost := threads[name]
		cost.user += number(fields[11])
		cost.system += number(fields[12])
		threads[name] = cost
	}
	return threads
}

func number(text string) int64 {
	value, _ := strconv.ParseInt(text, 10, 64)
	return value
}

// Since is a table of what the threads have cost since then, the dearest first, for so many units.
func (t Threads) Since(before Threads, units int) string {
	type line struct {
		name string
		cost threadCost
	}
	var lines []line
	for name, now := range t {
		cost := threadCost{now.user - before[name].user, now.system - before[name].system}
		if cost.user+cost.system > 0 {
			lines = append(lines, line{name, cost})
		}
	}
	sort.Slice(lines, func(i, j int) bool {
		return lines[i].cost.user+lines[i].cost.system > lines[j].cost.user+lines[j].cost.system
	})
	var out strings.Builder
	fmt.Fprintf(&out, "%-20s %10s %10s %12s\n", "threads", "user s", "system s", "µs per unit")
	for _, line := range lines {
		fmt.Fprintf(&out, "%-20s %10.2f %10.2f %12.2f\n", line.name,
			float64(line.cost.user)/100, float64(line.cost.system)/100,
			float64(line.cost.user+line.cost.system)*10000/float64(units))
	}
	return out.String()
}
