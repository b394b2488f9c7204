using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EdgeKube.Agent.Trust;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Swarm;

/// <summary>Makes tokens as the administrator, and joins with each as many nodes as one enrolment session may send packets for at once.</summary>
internal sealed class Enrolment(Administrator admin, TimeProvider time)
{
    // A session has ten packets a second and twenty at once: a subscription, and a request and an acknowledgement for each.
    private const int NodesPerToken = 9;

    // All come from one address here, which may make fifty connections a second.
    private const int SessionsAtOnce = 8;
    private const int MaxAttempts = 20;

    private readonly MqttServerAddress _door = new(admin.Controller.DnsSafeHost, admin.Controller.Port);

    public async Task<IReadOnlyList<SwarmIdentity>> RunAsync(int count, CancellationToken cancellationToken)
    {
        var enrolled = new ConcurrentBag<SwarmIdentity>();
        var names = Enumerable.Range(1, count).Select(i => $"swarm-{i}").Chunk(NodesPerToken).ToList();
        await using var administration = new Administration(_door, admin, Tls(admin.Certificate), time);
        await administration.ConnectAsync(cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = SessionsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(names, options, async (some, token) =>
        {
            var proof = await administration.CreateTokenAsync(some.Length, token);
            foreach (var identity in await JoinAsync(proof, some, token))
            {
                enrolled.Add(identity);
            }
        });
        return [.. enrolled];
    }

    private async Task<IReadOnlyList<SwarmIdentity>> JoinAsync(EnrollmentToken token, string[] names, CancellationToken cancellationToken)
    {
        await using var session = await ConnectAsync(token, cancellationToken);
        var joined = new List<SwarmIdentity>();
        foreach (var name in names)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var answer = await session.AskAsync(CertificateExchange.Enrol(key, Identity.Node(name)), cancellationToken);
            var given = answer.Code == 201
                ? JsonSerializer.Deserialize(answer.Body.Span, TrustJsonContext.Default.CertificateResponse)!
                : throw new InvalidDataException($"{name}: {answer.Message}");
            using var shown = X509Certificate2.CreateFromPem(given.Certificate);
            joined.Add(new SwarmIdentity(name, _door, Tls(shown.CopyWithPrivateKey(key))));
        }

        return joined;
    }

    private async Task<EnrolmentSession> ConnectAsync(EnrollmentToken token, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var session = new EnrolmentSession(admin.Controller, token, Tls(null), time);
            try
            {
                await session.ConnectAsync(cancellationToken);
                return session;
            }
            catch (MqttDisconnectedException) when (attempt < MaxAttempts)
            {
                // More connections than one address may make: a little later there is room again.
                await session.DisposeAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
            }
        }
    }

    private ClientTls Tls(X509Certificate2? shown)
    {
        var tls = new ClientTls(certificate =>
            CertificateVerifier.Verify(certificate, admin.Authorities, CertificatePurpose.Server, time.GetUtcNow()) is { Outcome: not CertificateOutcome.Valid } refused ? refused.Reason : null);
        if (shown is not null)
        {
            tls.Show(shown);
        }

        return tls;
    }
}
