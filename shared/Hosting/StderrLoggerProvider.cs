using Microsoft.Extensions.Logging;

namespace EdgeKube.Hosting;

/// <summary>
/// Writes each entry as one line on standard error. Under systemd the line begins with the level as <c>&lt;N&gt;</c>, which journald takes
/// off; elsewhere with the time.
/// </summary>
internal sealed class StderrLoggerProvider(LogLevel least, TextWriter output, TimeProvider time, bool isJournal) : ILoggerProvider
{
    private readonly Lock _lock = new();

    /// <summary>Entries below it are not written.</summary>
    public LogLevel Least { get; set; } = least;

    /// <summary>Gets a copy of each entry, without level and time.</summary>
    public Action<LogLevel, string>? Copy { get; init; }

    /// <summary>Entries begin with the last word of their category.</summary>
    public bool NamesCategories { get; init; } = true;

    /// <summary>Where journald listens, and where nobody does.</summary>
    public static bool IsJournal => Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 };

    public ILogger CreateLogger(string categoryName) =>
        new StderrLogger(this, NamesCategories ? $"{categoryName[(categoryName.LastIndexOf('.') + 1)..]}: " : "");

    public void Dispose()
    {
    }

    internal bool IsEnabled(LogLevel level) => level >= Least && level != LogLevel.None;

    internal void Write(LogLevel level, string text, Exception? exception)
    {
        // One entry is one line, whatever a message from elsewhere holds.
        var detail = exception is null ? "" : $": {exception.GetType().Name}: {exception.Message}";
        var line = $"{text}{detail}".ReplaceLineEndings("; ");
        Copy?.Invoke(level, line);
        lock (_lock)
        {
            output.WriteLine(isJournal ? $"<{Priority(level)}>{line}" : $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Word(level)} {line}");
            if (exception is not null && Least <= LogLevel.Debug)
            {
                output.WriteLine(exception.StackTrace);
            }
        }
    }

    private static int Priority(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        LogLevel.Information => "info",
        _ => "debug",
    };
}
