// Package contender starts and stops the programs that are compared, and reads what they cost from the kernel.
package contender

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	readyLimit = 60 * time.Second
	readyPause = 2 * time.Millisecond
	stopLimit  = 10 * time.Second
	probeLimit = 2 * time.Second
)

// Process is a program that this one started. It has a process group of its own, so that Ctrl-C reaches only the
// starter, which then ends it; should the starter be killed, the kernel ends it.
type Process struct {
	cmd   *exec.Cmd
	log   string
	ended chan struct{}
}

// start must be called from a goroutine that is tied to its thread: the kernel ends the child with the thread.
func start(cmd *exec.Cmd, log string) (*Process, error) {
	file, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if cmd.Stdout == nil {
		cmd.Stdout = file
	}
	cmd.Stderr = file
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	process := &Process{cmd: cmd, log: log, ended: make(chan struct{})}
	go func() {
		cmd.Wait()
		close(process.ended)
	}()
	return process, nil
}

// PID is the number of the first process.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// OutputMiB is the size of what the program has printed so far.
func (p *Process) OutputMiB() float64 {
	file, err := os.Stat(p.log)
	if err != nil {
		return 0
	}
	return float64(file.Size()) / (1 << 20)
}

// Stop asks, waits, and only then insists.
func (p *Process) Stop() {
	p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(stopLimit):
		p.cmd.Process.Kill()
		<-p.ended
	}
}

// awaitReady gives the time from the call until the first 200.
func (p *Process) awaitReady(ctx context.Context, address string, began time.Time) (time.Duration, error) {
	for time.Since(began) < readyLimit {
		if isReady(address) {
			return time.Since(began), nil
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-p.ended:
			return 0, fmt.Errorf("%s ended: %s", p.cmd.Path, p.tail())
		case <-time.After(readyPause):
		}
	}
	return 0, fmt.Errorf("%s is not ready after %s: %s", p.cmd.Path, readyLimit, p.tail())
}

func (p *Process) tail() string {
	text, _ := os.ReadFile(p.log)
	if len(text) > 2000 {
		text = text[len(text)-2000:]
	}
	return string(text)
}

func isReady(address string) bool {
	conn, err := net.DialTimeout("tcp", address, probeLimit)
	if err != nil {
		return false
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(probeLimit))
	fmt.Fprintf(conn, "GET /health/ready HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", address)
	head := make([]byte, 12)
	n, _ := conn.Read(head)
	return strings.HasSuffix(string(head[:n]), " 200")
}

// freePort is free now; nobody else is expected to take it before the program does.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// Upstream is the running stand-in for Poe.
type Upstream struct {
	*Process
	PlainPort, TLSPort int
	Certificate        string
}

// StartUpstream starts this very program in its other mode.
func StartUpstream(scratch string) (*Upstream, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	certificate := filepath.Join(scratch, "upstream.pem")
	cmd := exec.Command(self, "upstream", certificate)
	if _, err := cmd.StdinPipe(); err != nil {
		return nil, err
	}
	ports, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer ports.Close()
	cmd.Stdout = write
	process, err := start(cmd, filepath.Join(scratch, "upstream.log"))
	write.Close()
	if err != nil {
		return nil, err
	}
	up := &Upstream{Process: process, Certificate: certificate}
	ports.SetReadDeadline(time.Now().Add(readyLimit))
	if _, err := fmt.Fscanln(ports, &up.PlainPort, &up.TLSPort); err != nil {
		process.Stop()
		return nil, fmt.Errorf("the upstream told no ports: %w: %s", err, process.tail())
	}
	return up, nil
}
