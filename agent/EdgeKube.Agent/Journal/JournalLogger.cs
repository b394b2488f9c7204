using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Journal;

internal sealed class JournalLogger(JournalLoggerProvider provider) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => provider.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var text = formatter(state, exception);
            provider.Write(logLevel, exception is null ? text : $"{text}: {exception.GetType().Name}: {exception.Message}");
        }
    }
}
