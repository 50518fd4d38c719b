// Package profile finds where the gateway's CPU time goes, with what every JDK has: jcmd, jfr and the kernel's counters.
package profile

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// commandLimit is generous: printing the samples of a recording takes a JVM of its own a while.
const commandLimit = 2 * time.Minute

// Recording is a running flight recording of a process.
type Recording struct {
	bin  string
	pid  string
	file string
}

// Start begins to record; javaHome is that of the process.
func Start(ctx context.Context, javaHome string, pid int, file string) (*Recording, error) {
	r := &Recording{bin: filepath.Join(javaHome, "bin"), pid: strconv.Itoa(pid), file: file}
	// The sampler of CPU time also sees native code and the kernel, where a gateway spends half of its time.
	text, err := r.tool(ctx, "jcmd", r.pid, "JFR.start", "name=bench", "settings=profile",
		"jdk.CPUTimeSample#enabled=true", "jdk.CPUTimeSample#throttle=2ms",
		"jdk.ObjectAllocationInNewTLAB#enabled=true", "jdk.ObjectAllocationInNewTLAB#stackTrace=true")
	if err == nil && !strings.Contains(text, "Started recording") {
		err = fmt.Errorf("JFR.start: %s", text)
	}
	return r, err
}

// Stop ends the recording and keeps it in its file.
func (r *Recording) Stop(ctx context.Context) error {
	_, err := r.tool(ctx, "jcmd", r.pid, "JFR.stop", "name=bench", "filename="+r.file)
	return err
}

// Samples are the stacks of a recording.
func (r *Recording) Samples(ctx context.Context) ([]Sample, error) {
	const event = "jdk.CPUTimeSample"
	text, err := r.tool(ctx, "jfr", "print", "--events", event, "--stack-depth", "64", r.file)
	if err != nil {
		return nil, err
	}
	return parse(text, event), nil
}

// View is one of the tables that jfr makes.
func (r *Recording) View(ctx context.Context, name string) (string, error) {
	return r.tool(ctx, "jfr", "view", "--width", "150", "--truncate", "beginning", name, r.file)
}

func (r *Recording) tool(ctx context.Context, name string, words ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	text, err := exec.CommandContext(ctx, filepath.Join(r.bin, name), words...).Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w: %.500s", name, words[0], err, text)
	}
	return string(text), nil
}
