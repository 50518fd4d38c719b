package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"poegateway/bench/contender"
	"poegateway/bench/report"
)

// machine tells where this runs; the JDK is known once a gateway has run.
func machine(root, jdk string, settings []string) report.Machine {
	return report.Machine{
		Processor: valueOf("/proc/cpuinfo", "model name", ":"),
		Cores:     runtime.NumCPU(),
		MemoryGiB: memoryGiB(),
		Kernel:    firstLine(os.ReadFile("/proc/sys/kernel/osrelease")),
		System:    strings.Trim(valueOf("/etc/os-release", "PRETTY_NAME", "="), `"`),
		JDK:       jdk,
		Nginx:     contender.NginxVersion(),
		Go:        strings.TrimPrefix(runtime.Version(), "go"),
		Gateway:   firstLine(exec.Command("git", "-C", root, "describe", "--always", "--dirty").Output()),
		Settings:  settings,
	}
}

// valueOf is the value of the first line that begins with the name.
func valueOf(file, name, separator string) string {
	text, _ := os.ReadFile(file)
	for _, line := range strings.Split(string(text), "\n") {
		if parts := strings.SplitN(line, separator, 2); len(parts) == 2 && strings.TrimSpace(parts[0]) == name {
			return strings.TrimSpace(parts[1])
		}
	}
	return "unknown"
}

func memoryGiB() float64 {
	var kib float64
	fmt.Sscanf(valueOf("/proc/meminfo", "MemTotal", ":"), "%f kB", &kib)
	return float64(int(kib/1024/1024*10+0.5)) / 10
}

func firstLine(text []byte, err error) string {
	if err != nil {
		return "unknown"
	}
	return strings.SplitN(strings.TrimSpace(string(text)), "\n", 2)[0]
}
