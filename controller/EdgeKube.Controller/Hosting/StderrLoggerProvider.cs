using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>Logs one line per entry on stderr. Under systemd with its priority in front and no time, which the journal adds; else with the time.</summary>
internal sealed class StderrLoggerProvider(LogLevel least, TextWriter output, TimeProvider time, bool isJournal) : ILoggerProvider
{
    private readonly Lock _lock = new();

    public static StderrLoggerProvider Create(LogLevel least, TimeProvider time) =>
        new(least, Console.Error, time, Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null);

    public ILogger CreateLogger(string categoryName) => new StderrLogger(this, ShortName(categoryName));

    public void Dispose()
    {
    }

    private static string ShortName(string category) => category[(category.LastIndexOf('.') + 1)..];

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var detail = exception is null ? "" : $": {exception.GetType().Name}: {exception.Message}";
        var text = $"{category}: {message}{detail}".ReplaceLineEndings("; ");
        var line = isJournal
            ? $"<{Priority(level)}>{text}"
            : $"{time.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Word(level)} {text}";
        lock (_lock)
        {
            output.WriteLine(line);
            if (exception is not null && least <= LogLevel.Debug)
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

    private sealed class StderrLogger(StderrLoggerProvider owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= owner.Least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                owner.Write(logLevel, category, formatter(state, exception), exception);
            }
        }
    }

    private LogLevel Least => least;
}
