using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos;

/// <summary>A message that the agent sends.</summary>
internal interface IRequestMessage
{
    void Write(WireWriter writer);
}
