namespace EdgeKube.EndToEnd.Serving;

/// <param name="ContentType">As sent.</param>
/// <param name="Bytes">What is sent.</param>
/// <param name="Code">What must be answered.</param>
/// <param name="Says">What the answer's message must hold.</param>
internal sealed record HostileBody(string ContentType, byte[] Bytes, int Code, string Says)
{
    public string Query { get; init; } = "";
}
