using Microsoft.Extensions.Logging;

namespace EdgeKube.Hosting;

/// <param name="prefix">In front of every entry.</param>
internal sealed class StderrLogger(StderrLoggerProvider provider, string prefix) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => provider.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            provider.Write(logLevel, prefix + formatter(state, exception), exception);
        }
    }
}
