namespace EdgeKube.Agent.Runtime.Http2.Hpack;

/// <param name="Name">In lower case; pseudo-headers with their colon.</param>
/// <param name="Value">One character for each byte.</param>
internal sealed record HeaderField(string Name, string Value)
{
    /// <summary>As RFC 7541, section 4.1, counts it, in bytes.</summary>
    public int Size => Name.Length + Value.Length + 32;
}
