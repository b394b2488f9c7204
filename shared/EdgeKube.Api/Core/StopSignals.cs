namespace EdgeKube.Api;

/// <summary>The signals that can tell a container to stop, by Kubernetes' names, with Linux' numbers (the same on x86 and ARM).</summary>
public static class StopSignals
{
    // What glibc leaves to programs.
    private const uint FirstRealTime = 34;
    private const uint LastRealTime = 64;

    // In the order of their numbers.
    private static readonly string[] FromOne =
    [
        "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT",
        "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    private static readonly SortedDictionary<string, uint> ByName = Build();

    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The signal's number; null for a name that is none.</summary>
    public static uint? FindNumber(string? name) => name is not null && ByName.TryGetValue(name, out var number) ? number : null;

    private static SortedDictionary<string, uint> Build()
    {
        var signals = new SortedDictionary<string, uint>(StringComparer.Ordinal);
        foreach (var name in FromOne)
        {
            signals[name] = (uint)signals.Count + 1;
        }

        // Other names of some of these.
        signals["SIGIOT"] = signals["SIGABRT"];
        signals["SIGCLD"] = signals["SIGCHLD"];
        signals["SIGPOLL"] = signals["SIGIO"];
        signals["SIGRTMIN"] = FirstRealTime;
        signals["SIGRTMAX"] = LastRealTime;
        for (uint i = 1; i <= 15; i++)
        {
            signals[$"SIGRTMIN+{i}"] = FirstRealTime + i;
            if (i < 15)
            {
                signals[$"SIGRTMAX-{i}"] = LastRealTime - i;
            }
        }

        return signals;
    }
}
