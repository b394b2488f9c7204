using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos;

/// <summary>Any message of which nothing is said or wanted.</summary>
internal sealed class Empty : IRequestMessage, IResponseMessage
{
    public void Write(WireWriter writer)
    {
    }

    public bool ReadField(int field, ref WireReader reader) => false;
}
