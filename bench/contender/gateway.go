package contender

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// lifted are settings that would otherwise decide the figures; those that docs/config.md lists are passed.
var lifted = [][2]string{
	{"limits.poe-requests-per-minute", "10000000"},
	{"limits.poe-burst", "1000000"},
}

// botURL is the setting for the bot protocol, which older checkouts do not have.
const botURL = "poe.bot-url"

// Gateway is a checkout of the gateway, started by its own launcher.
type Gateway struct {
	root     string
	javaOpts string
	asksBots bool
	// Lifted are the settings that were passed so that no limit decides the figures.
	Lifted []string
}

// BuildGateway lets the launcher build what is not built yet, with the user's own environment.
func BuildGateway(ctx context.Context, root string) (*Gateway, error) {
	cmd := exec.CommandContext(ctx, filepath.Join(root, "poe-gateway"), "--version")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("the gateway was not built: %w", err)
	}
	settings, err := os.ReadFile(filepath.Join(root, "docs", "config.md"))
	if err != nil {
		return nil, err
	}
	gateway := &Gateway{root: root, javaOpts: os.Getenv("JAVA_OPTS")}
	gateway.asksBots = strings.Contains(string(settings), "`"+botURL+"`")
	for _, setting := range lifted {
		if strings.Contains(string(settings), "`"+setting[0]+"`") {
			gateway.Lifted = append(gateway.Lifted, "--"+setting[0]+"="+setting[1])
		}
	}
	return gateway, nil
}

// Start starts the gateway as a user would; its output, with the access log, goes to a file.
func (g *Gateway) Start(ctx context.Context, up *Upstream, encrypted bool, scratch string) (Started, error) {
	folder, err := os.MkdirTemp(scratch, "gateway-")
	if err != nil {
		return Started{}, err
	}
	port, err := freePort()
	if err != nil {
		return Started{}, err
	}
	cmd := exec.Command(filepath.Join(g.root, "poe-gateway"), g.flags(up, encrypted, port)...)
	cmd.Dir = folder
	cmd.Env = append(ownEnvironment(), "POE_API_KEY=bench-key", "JAVA_OPTS="+g.javaOpts)
	return run(ctx, cmd, filepath.Join(folder, "out.log"), port)
}

func (g *Gateway) flags(up *Upstream, encrypted bool, port int) []string {
	flags := []string{fmt.Sprintf("--port=%d", port), "--poe.source=poe"}
	host := fmt.Sprintf("http://127.0.0.1:%d", up.PlainPort)
	if encrypted {
		host = fmt.Sprintf("https://localhost:%d", up.TLSPort)
		flags = append(flags, "--poe.ca-file="+up.Certificate)
	}
	flags = append(flags, "--poe.base-url="+host+"/v1")
	if g.asksBots {
		flags = append(flags, "--"+botURL+"="+host+"/bot")
	}
	return append(flags, g.Lifted...)
}

// ownEnvironment leaves out what would change the gateway's settings or lead its calls elsewhere.
func ownEnvironment() []string {
	var kept []string
	for _, variable := range os.Environ() {
		name := strings.ToUpper(strings.SplitN(variable, "=", 2)[0])
		if strings.HasPrefix(name, "POE_") || strings.HasPrefix(name, "OTEL_") || strings.HasSuffix(name, "_PROXY") ||
			name == "PORT" || name == "JAVA_OPTS" {
			continue
		}
		kept = append(kept, variable)
	}
	return kept
}

// JDK tells which Java a running gateway runs on.
func JDK(process *Process) string {
	text, err := os.ReadFile(filepath.Join(JavaHome(process), "release"))
	if err != nil {
		return "unknown"
	}
	fields := map[string]string{}
	for _, line := range strings.Split(string(text), "\n") {
		if parts := strings.SplitN(line, "=", 2); len(parts) == 2 {
			fields[parts[0]] = strings.Trim(parts[1], `"`)
		}
	}
	return strings.TrimSpace(fields["IMPLEMENTOR"] + " " + fields["JAVA_RUNTIME_VERSION"])
}

// JavaHome is the folder of the JDK that a running gateway runs on.
func JavaHome(process *Process) string {
	java, _ := os.Readlink(fmt.Sprintf("/proc/%d/exe", process.PID()))
	return filepath.Dir(filepath.Dir(java))
}
