using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ExecProcessRequest : IRequestMessage
{
    public string ContainerId { get; init; } = "";

    /// <summary>Paths of FIFOs; empty for what is not wanted.</summary>
    public string Stdin { get; init; } = "";

    public string Stdout { get; init; } = "";

    public string Stderr { get; init; } = "";

    public bool Terminal { get; init; }

    public Any? Spec { get; init; }

    public string ExecId { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, ContainerId);
        writer.Text(2, Stdin);
        writer.Text(3, Stdout);
        writer.Text(4, Stderr);
        writer.Flag(5, Terminal);
        writer.Message(6, Spec);
        writer.Text(7, ExecId);
    }
}
