using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos;

/// <summary>A message that the agent receives.</summary>
internal interface IResponseMessage
{
    /// <returns>False for a field that the agent has no use for; it is then skipped.</returns>
    bool ReadField(int field, ref WireReader reader);
}
