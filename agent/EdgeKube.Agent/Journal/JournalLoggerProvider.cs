using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Journal;

/// <summary>
/// Writes each entry as one line on standard error. Under systemd the line begins with the level as <c>&lt;N&gt;</c>, which journald takes
/// off; elsewhere with the time.
/// </summary>
internal sealed class JournalLoggerProvider(LogLevel minimum, TimeProvider time) : ILoggerProvider
{
    private readonly bool _journald = Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 };
    private readonly TextWriter _output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true });

    /// <summary>Gets a copy of each entry.</summary>
    public Action<LogLevel, string>? Copy { get; init; }

    public ILogger CreateLogger(string categoryName) => new JournalLogger(this);

    public void Dispose() => _output.Flush();

    internal bool IsEnabled(LogLevel level) => level >= minimum && level != LogLevel.None;

    internal void Write(LogLevel level, string text)
    {
        // One entry is one line, whatever a message from elsewhere holds.
        var line = text.ReplaceLineEndings(" ");
        Copy?.Invoke(level, line);
        _output.WriteLine(_journald ? $"<{Priority(level)}>{line}" : $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {Name(level)} {line}");
    }

    private static int Priority(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Critical => "crit",
        LogLevel.Error => "error",
        LogLevel.Warning => "warn",
        LogLevel.Information => "info",
        _ => "debug",
    };
}
