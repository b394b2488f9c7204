using System.Text.Json;
using EdgeKube.Controller.Security.Enrollment;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Fleet.Views;

/// <summary>What every node is told about whom to trust, where the controller is, and what time it is.</summary>
internal sealed class TrustView(CertificateAuthority authority, AdvertisedAddresses addresses, TrustedClock clock)
{
    /// <summary>The entry's key.</summary>
    public static readonly LinkKey Key = new("Trust", "", "cluster");

    private byte[] _content = [];

    /// <summary>The entry as it has to be now; the same bytes for all nodes as long as they are equal.</summary>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            var now = JsonSerializer.SerializeToUtf8Bytes(
                new ClusterTrust { Spec = new ClusterTrustSpec { CaBundle = authority.Trusted.Pems, Controllers = addresses.All } },
                TrustJsonContext.Default.ClusterTrust);
            var before = Volatile.Read(ref _content);
            if (before.AsSpan().SequenceEqual(now))
            {
                return before;
            }

            Volatile.Write(ref _content, now);
            return now;
        }
    }

    /// <summary>The controller's time as nodes may take it for proven: a time that proves nothing when the clock cannot be trusted.</summary>
    public DateTimeOffset ProvenTime => clock.Read() is { IsTrusted: true } reading ? reading.Now : DateTimeOffset.UnixEpoch;
}
