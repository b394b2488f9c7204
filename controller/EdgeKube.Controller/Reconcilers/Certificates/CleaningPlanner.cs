using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Reconcilers.Certificates;

/// <summary>
/// Which CertificateSigningRequests have served their turn: decided an hour ago, waiting for a day, or their certificate is over, as in
/// Kubernetes. Pure. By a clock that cannot be believed none of them has.
/// </summary>
internal static class CleaningPlanner
{
    private static readonly TimeSpan Decided = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pending = TimeSpan.FromHours(24);
    private static readonly string[] Decisions = [CertificateApproval.Approved, CertificateApproval.Denied, CertificateApproval.Failed];

    /// <returns>Why it goes; null: it stays.</returns>
    public static string? Plan(SchemaObject request, TimeReading time)
    {
        if (!time.IsTrusted)
        {
            return null;
        }

        var isDecided = false;
        foreach (var type in Decisions)
        {
            if (CertificateApproval.Find(request, type) is not { } condition)
            {
                continue;
            }

            isDecided = true;
            if (IsOlder(DateOf(condition), Decided, time))
            {
                return $"{type} more than {Decided.TotalHours} h ago";
            }
        }

        return !isDecided && IsOlder(request.Metadata.CreationTimestamp, Pending, time) ? $"Pending for more than {Pending.TotalHours} h"
            : EndOf(request) < time.Now ? "CertificateExpired"
            : null;
    }

    private static bool IsOlder(DateTimeOffset? since, TimeSpan than, TimeReading time) => since is { } date && time.Now - date > than;

    private static DateTimeOffset? DateOf(JsonElement condition) =>
        condition.TryGetProperty("lastUpdateTime", out var date) && date.ValueKind == JsonValueKind.String && date.TryGetDateTimeOffset(out var value) ? value : null;

    private static DateTimeOffset? EndOf(SchemaObject request)
    {
        if (request.Find("status", "certificate") is not { ValueKind: JsonValueKind.String } text || !text.TryGetBytesFromBase64(out var pem))
        {
            return null;
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (CryptographicException)
        {
            // Another signer's, and not what it should be: it goes with its decision.
            return null;
        }
    }
}
