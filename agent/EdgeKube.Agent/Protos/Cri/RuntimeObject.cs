using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

/// <summary>What the runtime says of every sandbox and container, under numbers that differ.</summary>
/// <param name="createdAt">The number of the field.</param>
/// <param name="labels">The number of the field; annotations have the next.</param>
internal abstract class RuntimeObject(int createdAt, int labels) : IResponseMessage
{
    public string Id { get; set; } = "";

    /// <summary>Nanoseconds since 1970, as every time in CRI.</summary>
    public long CreatedAt { get; set; }

    public Dictionary<string, string> Labels { get; } = [];

    public Dictionary<string, string> Annotations { get; } = [];

    public bool ReadField(int field, ref WireReader reader)
    {
        if (field == 1)
        {
            Id = reader.ReadText();
        }
        else if (field == createdAt)
        {
            CreatedAt = (long)reader.Number();
        }
        else if (field == labels)
        {
            reader.ReadEntry(Labels);
        }
        else if (field == labels + 1)
        {
            reader.ReadEntry(Annotations);
        }
        else
        {
            return ReadOwn(field, ref reader);
        }

        return true;
    }

    /// <returns>False for a field that the agent has no use for.</returns>
    protected abstract bool ReadOwn(int field, ref WireReader reader);
}
