using System.Globalization;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>How a call ended, read from its trailers.</summary>
internal static class GrpcStatus
{
    private const int MaxMessage = 4096;

    /// <summary>containerd's CRI says so while it starts, under the code Unknown.</summary>
    private const string StillStarting = "server is not initialized yet";

    /// <returns>Null when the call succeeded.</returns>
    public static RuntimeException? Read(int httpStatus, string? status, string? message)
    {
        if (status is null)
        {
            return httpStatus == 200
                ? new RuntimeException(RuntimeErrorCode.Unavailable, "The runtime ended the call without a status")
                : new RuntimeException(CodeOfHttp(httpStatus), $"The runtime answered with HTTP status {httpStatus}");
        }

        if (status == "0")
        {
            return null;
        }

        if (message == StillStarting)
        {
            return new RuntimeException(RuntimeErrorCode.Unavailable, "The runtime is still starting");
        }

        var known = int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 1 and <= 16;
        return new RuntimeException(known ? (RuntimeErrorCode)code : RuntimeErrorCode.Unknown, Decode(message ?? ""));
    }

    /// <summary>Undoes the percent-encoding and makes the text fit for a line of a log.</summary>
    public static string Decode(string message)
    {
        var decoded = Uri.UnescapeDataString(message.Length > 3 * MaxMessage ? message[..(3 * MaxMessage)] : message);
        var text = decoded.Length > MaxMessage ? decoded[..MaxMessage] : decoded;
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }

    /// <summary>The table of gRPC's document http-grpc-status-mapping.</summary>
    private static RuntimeErrorCode CodeOfHttp(int httpStatus) => httpStatus switch
    {
        400 => RuntimeErrorCode.Internal,
        401 => RuntimeErrorCode.Unauthenticated,
        403 => RuntimeErrorCode.PermissionDenied,
        404 => RuntimeErrorCode.Unimplemented,
        429 or 502 or 503 or 504 => RuntimeErrorCode.Unavailable,
        _ => RuntimeErrorCode.Unknown,
    };
}
