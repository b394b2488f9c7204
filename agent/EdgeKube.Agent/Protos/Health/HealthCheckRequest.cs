using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Health;

internal sealed class HealthCheckRequest : IRequestMessage
{
    public string Service { get; init; } = "";

    public void Write(WireWriter writer) => writer.Text(1, Service);
}
