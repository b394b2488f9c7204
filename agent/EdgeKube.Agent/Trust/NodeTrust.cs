using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Trust;

/// <summary>The identity that the running agent goes by: judges the controller with it, and replaces its parts as the controller gives new ones.</summary>
internal sealed class NodeTrust
{
    private readonly IdentityStore _store;
    private readonly AgentClock _clock;
    private readonly Action _changed;
    private readonly ILogger _logger;
    private volatile AgentIdentity _identity;
    private volatile string? _problem;

    /// <param name="changed">Addresses or <see cref="Problem"/> changed.</param>
    public NodeTrust(AgentIdentity identity, IdentityStore store, AgentClock clock, Action changed, ILogger logger)
    {
        (_identity, _store, _clock, _changed, _logger) = (identity, store, clock, changed, logger);
        Tls = new ClientTls(certificate => ServerJudge.FindFault(certificate, _identity.Bundle, _clock));
        Tls.Show(identity.Certificate);
    }

    public ClientTls Tls { get; }

    public AgentIdentity Identity => _identity;

    /// <summary>Why no controller can be used with this identity, for the node's condition; null while nothing is known against it.</summary>
    public string? Problem => _problem;

    /// <summary>The certificate comes from the authority that issues now.</summary>
    public bool IsIssuedByFirst
    {
        get
        {
            var identity = _identity;
            var first = TrustBundle.Of(identity.Bundle.Anchors[0].PublicKey);
            return CertificateVerifier.Verify(identity.Certificate.RawDataMemory, first, CertificatePurpose.Client, _clock.Read().Proven).IsGenuine;
        }
    }

    /// <summary>
    /// What was told in an earlier run, from the replica. A join may have come in between: authorities of which the own certificate is not are not
    /// taken, or the node would fall back to those that nobody knows any more.
    /// </summary>
    public void TakeStored(ClusterTrust told)
    {
        if (TrustBundle.Find(told.Spec.CaBundle, out _) is { } bundle
            && CertificateVerifier.Verify(_identity.Certificate.RawDataMemory, bundle, CertificatePurpose.Client, _clock.Read().Proven).IsGenuine)
        {
            Take(told);
        }
    }

    /// <summary>The controller told, over a session that it was proven in, whom to trust and where it is.</summary>
    public void Take(ClusterTrust told) => Take(told.Spec.CaBundle, told.Spec.Controllers);

    /// <summary>Goes on with a renewed certificate, verified by the caller, for the key of the former.</summary>
    /// <exception cref="IOException">Not written, and not taken.</exception>
    public void Take(CertificateResponse renewed)
    {
        _store.SaveCertificate(renewed.Certificate);
        _clock.Told(renewed.Time ?? TrustedTime.Beginning);
        _clock.Floor.Save();
        using var key = _identity.Certificate.GetECDsaPrivateKey()!;
        using var shown = X509Certificate2.CreateFromPem(renewed.Certificate);

        // The former one is left to the garbage collector: a connection may still be using it.
        _identity = _identity with { Certificate = shown.CopyWithPrivateKey(key) };
        Tls.Show(_identity.Certificate);
        Take(renewed.CaBundle, renewed.Controllers);
    }

    public void OnConnected() => SetProblem(null);

    /// <summary>Tells a controller that cannot be reached from one that is not to be trusted, or does not want this node. Says the latter once.</summary>
    public void OnDisconnected(MqttDisconnection disconnection)
    {
        var controller = disconnection.Server.ToString();
        if (!disconnection.WasConnected && Tls.Refusal is { } refusal)
        {
            if (SetProblem($"the controller's certificate is not to be trusted: {refusal}"))
            {
                TrustLog.ControllerNotTrusted(_logger, controller, refusal);
            }
        }
        else if (disconnection.Reason is MqttReasonCode.NotAuthorized or MqttReasonCode.Banned or MqttReasonCode.BadUserNameOrPassword
            && SetProblem($"the controller does not let this node in: {disconnection.Error}"))
        {
            TrustLog.NotLetIn(_logger, controller, _identity.Node, disconnection.Error);
        }
    }

    private void Take(IReadOnlyList<string> caBundle, IReadOnlyList<string> controllers)
    {
        if (TrustBundle.Find(caBundle, out var fault) is not { } bundle)
        {
            TrustLog.TrustNotTaken(_logger, fault ?? "");
            return;
        }

        try
        {
            if (_store.SaveTrust(caBundle, controllers))
            {
                _clock.Floor.Save();
                _identity = _identity with { Bundle = bundle, Controllers = _store.ReadControllers() };
                TrustLog.TrustChanged(_logger, string.Join(", ", controllers));
                _changed();
            }
        }
        catch (IOException e)
        {
            // The former ones hold; the replica has the new ones, and they are offered again at the next start.
            TrustLog.TrustNotTaken(_logger, e.Message);
        }
    }

    private bool SetProblem(string? problem)
    {
        if (_problem == problem)
        {
            return false;
        }

        _problem = problem;
        _changed();
        return true;
    }
}
