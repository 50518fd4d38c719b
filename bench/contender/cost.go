package contender

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

// ticksPerSecond is USER_HZ, which is 100 on every Linux that Go runs on.
const ticksPerSecond = 100

// Memory is resident memory in MiB, over all processes of a program. Pages that they share count each time.
type Memory struct {
	NowMiB  float64 `json:"now_mib"`
	PeakMiB float64 `json:"peak_mib"`
}

// CPU is user and system time so far, over all processes of the program that live; 0 for none.
func (p *Process) CPU() time.Duration {
	if p == nil {
		return 0
	}
	var sum time.Duration
	for _, pid := range family(p.PID()) {
		sum += cpuTime(pid)
	}
	return sum
}

// CompilerCPU is the part of it that the threads of a JVM's compiler have spent, in steps of 10 ms; 0 where there are none.
func (p *Process) CompilerCPU() time.Duration {
	if p == nil {
		return 0
	}
	var ticks int64
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", p.PID()))
	for _, thread := range threads {
		text, err := os.ReadFile(thread)
		if err != nil || !strings.Contains(string(text), "CompilerThre") {
			continue
		}
		fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
		user, _ := strconv.ParseInt(fields[11], 10, 64)
		system, _ := strconv.ParseInt(fields[12], 10, 64)
		ticks += user + system
	}
	return time.Duration(ticks) * time.Second / ticksPerSecond
}

// schedulerClock asks for what the scheduler has counted, to the nanosecond; /proc/PID/stat has the same in ticks of 10 ms.
const schedulerClock = 2

// cpuTime reads the clock of a process; its number is made as clock_getcpuclockid(3) makes it.
func cpuTime(pid int) time.Duration {
	var spent syscall.Timespec
	clock := int32(^pid<<3 | schedulerClock)
	_, _, failed := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, uintptr(clock), uintptr(unsafe.Pointer(&spent)), 0)
	if failed != 0 {
		return 0
	}
	return time.Duration(spent.Nano())
}

// Memory is read from the kernel's count of resident pages.
func (p *Process) Memory() Memory {
	var sum Memory
	for _, pid := range family(p.PID()) {
		sum.NowMiB += statusMiB(pid, "VmRSS:")
		sum.PeakMiB += statusMiB(pid, "VmHWM:")
	}
	return sum
}

// family is a process with all that descend from it.
func family(root int) []int {
	children := map[int][]int{}
	entries, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, entry := range entries {
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(entry)))
		parent := parentOf(entry)
		children[parent] = append(children[parent], pid)
	}
	all := []int{root}
	for i := 0; i < len(all); i++ {
		all = append(all, children[all[i]]...)
	}
	return all
}

// parentOf reads /proc/PID/stat; the name in it may hold blanks and brackets.
func parentOf(stat string) int {
	text, err := os.ReadFile(stat)
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 2 {
		return 0
	}
	parent, _ := strconv.Atoi(fields[1])
	return parent
}

func statusMiB(pid int, name string) float64 {
	file, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if fields := strings.Fields(lines.Text()); len(fields) >= 2 && fields[0] == name {
			kib, _ := strconv.ParseFloat(fields[1], 64)
			return kib / 1024
		}
	}
	return 0
}

// MachineBusy is the time that all processors together have spent on something, programs of others included.
func MachineBusy() time.Duration {
	text, _ := os.ReadFile("/proc/stat")
	line := strings.SplitN(string(text), "\n", 2)[0]
	var ticks int64
	// user, nice, system, then idle and iowait, which are no work, then interrupts and time stolen by other guests.
	for i, field := range strings.Fields(line) {
		if (i >= 1 && i <= 3) || (i >= 6 && i <= 8) {
			value, _ := strconv.ParseInt(field, 10, 64)
			ticks += value
		}
	}
	return time.Duration(ticks) * time.Second / ticksPerSecond
}
