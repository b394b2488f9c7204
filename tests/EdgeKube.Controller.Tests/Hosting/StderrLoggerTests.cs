using EdgeKube.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Tests.Hosting;

public sealed class StderrLoggerTests
{
    [Fact]
    public void Log_UnderSystemd_IsOneLineWithItsPriority()
    {
        var output = new StringWriter();
        using var provider = new StderrLoggerProvider(LogLevel.Information, output, TimeProvider.System, isJournal: true);
        var log = provider.CreateLogger("EdgeKube.Controller.Api.RequestPipeline");
        log.LogError(new IOException("one\ntwo"), "Something {Name} failed", "x\r\ny");
        log.LogDebug("hidden");

        Assert.Equal("<3>RequestPipeline: Something x; y failed: IOException: one; two\n", output.ToString());
    }

    [Fact]
    public void Log_OnATerminal_BeginsWithTheTime()
    {
        var output = new StringWriter();
        using var provider = new StderrLoggerProvider(LogLevel.Information, output, TimeProvider.System, isJournal: false);
        provider.CreateLogger("A.B").LogWarning("careful");

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warning B: careful\n$", output.ToString());
    }
}
