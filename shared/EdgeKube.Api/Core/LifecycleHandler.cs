using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One action of a container's lifecycle. Exactly one is set.</summary>
[Description("One action of a container's lifecycle. Exactly one is set.")]
public sealed record LifecycleHandler
{
    [Description("Runs a program in the container.")]
    public ExecAction? Exec { get; init; }

    [Description("Asks for a page over HTTP.")]
    public HttpGetAction? HttpGet { get; init; }

    [Description("Opens a TCP connection.")]
    public TcpSocketAction? TcpSocket { get; init; }

    [Description("Waits.")]
    public SleepAction? Sleep { get; init; }
}
