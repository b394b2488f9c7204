using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class AttachRequest : IRequestMessage
{
    public string ContainerId { get; init; } = "";

    public bool Stdin { get; init; }

    public bool Tty { get; init; }

    public bool Stdout { get; init; }

    public bool Stderr { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerId);
        writer.Flag(2, Stdin);
        writer.Flag(3, Tty);
        writer.Flag(4, Stdout);
        writer.Flag(5, Stderr);
    }
}
