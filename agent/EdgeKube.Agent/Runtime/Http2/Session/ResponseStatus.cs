using System.Globalization;
using EdgeKube.Agent.Runtime.Http2.Frames;
using EdgeKube.Agent.Runtime.Http2.Hpack;

namespace EdgeKube.Agent.Runtime.Http2.Session;

/// <summary>Finds the status among a response's header fields.</summary>
internal static class ResponseStatus
{
    private const string Name = ":status";

    /// <returns>From 100 to 999.</returns>
    /// <exception cref="Http2Exception">There is none, or more than one, or not of three digits.</exception>
    public static int Read(IReadOnlyList<HeaderField> fields)
    {
        var found = default(string);
        foreach (var field in fields)
        {
            if (field.Name == Name)
            {
                found = found is null ? field.Value : throw new Http2Exception(Http2ErrorCode.ProtocolError, "a response with two statuses");
            }
        }

        return found is { Length: 3 } && int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status >= 100
            ? status
            : throw new Http2Exception(Http2ErrorCode.ProtocolError, "a response without a status");
    }
}
