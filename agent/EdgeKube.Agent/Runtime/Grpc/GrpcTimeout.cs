using System.Globalization;

namespace EdgeKube.Agent.Runtime.Grpc;

/// <summary>The value of the header grpc-timeout: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const long MaxValue = 99_999_999;

    public static string Format(TimeSpan timeout)
    {
        var milliseconds = (long)Math.Ceiling(Math.Max(1, timeout.TotalMilliseconds));
        return milliseconds <= MaxValue
            ? milliseconds.ToString(CultureInfo.InvariantCulture) + "m"
            : Math.Min(MaxValue, milliseconds / 1000).ToString(CultureInfo.InvariantCulture) + "S";
    }
}
