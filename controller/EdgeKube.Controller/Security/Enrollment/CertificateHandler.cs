using System.Security.Cryptography.X509Certificates;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Fleet.Removal;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Store;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using Microsoft.Extensions.Logging;
using CertificateRequest = EdgeKube.Link.Trust.CertificateRequest;

namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>Issues certificates: first ones by token, and renewals by the key that is there. Nothing is told before it is stored.</summary>
internal sealed class CertificateHandler(
    IClusterStore store, IdentityStore identities, TokenStore tokens, CertificateAuthority authority, TrustedClock clock, AdvertisedAddresses addresses, ILogger<CertificateHandler> log)
{
    private const int MaxAttempts = 16;
    private const int MaxRenewals = 20;
    private const int MaxEnrollments = 1000;
    private const int MaxOverall = 5000;

    // Of one identity, and of one token, which may be for many devices.
    private readonly RateWindow<string> _renewals = new(clock.Provider, MaxRenewals, MaxOverall);
    private readonly RateWindow<string> _enrollments = new(clock.Provider, MaxEnrollments, MaxOverall);

    public async Task<ApiResponse> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        if (caller is { TokenId: null, KeyHash: null })
        {
            return Responses.Of(Statuses.Failure(403, "Forbidden", "a certificate is given to who proves a token or a certificate, and to nobody else"));
        }

        var asked = caller.TokenId is null ? _renewals : _enrollments;
        if (!asked.HasRoom(caller.Name))
        {
            return Responses.Of(Statuses.TooManyRequests("too many certificates were asked for; wait a minute"));
        }

        asked.Count(caller.Name);
        if (JsonBody.Find(request, TrustJsonContext.Default.CertificateRequest, out var refusal) is not { } body)
        {
            return Responses.Of(refusal!);
        }

        return SigningRequest.FindKey(body.Request, out var fault) is { } key
            ? await IssueAsync(caller, body, key, cancellationToken)
            : Responses.Of(Statuses.BadRequest($"request: {fault}"));
    }

    private async Task<ApiResponse> IssueAsync(Caller caller, CertificateRequest body, P256Key key, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var token = caller.TokenId is { } id ? tokens.Read(id) : default;
            var identity = FindIdentity(caller, body, token.Record, out var refusal);
            if (identity is null)
            {
                return Responses.Of(refusal!);
            }

            var existing = identities.Read(identity);
            var plan = token.Record is { } used
                ? EnrollmentPlanner.Enroll(identity, key.Hash, used, existing.Record)
                : EnrollmentPlanner.Renew(identity, GroupsOf(caller), caller.KeyHash!, body, existing.Record);
            if (plan is EnrollmentPlan.Refuse refuse)
            {
                return Responses.Of(refuse.Status);
            }

            using var certificate = authority.Issue(identity, ((EnrollmentPlan.Issue)plan).Groups, key);
            if (await StoreAsync((EnrollmentPlan.Issue)plan, certificate, key, existing.Revision, token.Revision, cancellationToken))
            {
                EnrollmentLog.Issued(log, identity.ToString(), certificate.SerialNumber, token.Record is null ? "its own key" : $"token {token.Record.Id}");
                return Answer(identity, certificate);
            }
        }

        return Responses.Of(Statuses.Unavailable("the identity's record changes all the time; try again"));
    }

    private Identity? FindIdentity(Caller caller, CertificateRequest body, TokenRecord? token, out ApiStatus? refusal)
    {
        refusal = null;
        if (caller.TokenId is null)
        {
            return caller.NodeName is { } node ? Identity.Node(node) : Identity.User(caller.Name);
        }

        if (token is null || TokenRules.IsExpired(token, clock.Read()))
        {
            refusal = Statuses.Failure(403, "Forbidden", "the token has expired or was deleted");
            return null;
        }

        return EnrollmentPlanner.FindIdentity(body, token, out refusal);
    }

    private async Task<bool> StoreAsync(
        EnrollmentPlan.Issue plan, X509Certificate2 certificate, P256Key key, long identityRevision, long tokenRevision, CancellationToken cancellationToken)
    {
        var notAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        var enrolled = new EnrolledKey { Hash = key.Hash, Serial = certificate.SerialNumber, NotAfter = notAfter, Groups = plan.Groups };
        var record = IdentityStore.KeyOf(plan.Identity);
        var transaction = new StoreTransaction().When(record, identityRevision).Put(record, IdentityStore.Encode(plan.Record(enrolled)));
        if (plan.Identity.Kind == IdentityKind.Node)
        {
            // The device that left the name behind may not have heard of it: the order is not for this one.
            transaction.Delete(Tombstones.KeyOf(plan.Identity.Name));
        }

        if (plan.Token is { } token)
        {
            transaction.When(TokenStore.KeyOf(token.Id), tokenRevision).Put(TokenStore.KeyOf(token.Id), TokenStore.Encode(token));
        }

        return (await store.CommitAsync(transaction, cancellationToken)).Succeeded;
    }

    private ApiResponse Answer(Identity identity, X509Certificate2 certificate)
    {
        var reading = clock.Read();
        var response = new CertificateResponse
        {
            Certificate = certificate.ExportCertificatePem() + "\n",
            Identity = identity.ToString(),
            CaBundle = authority.Trusted.Pems,
            Controllers = addresses.All,
            Time = reading.IsTrusted ? reading.Now : null,
        };
        return new ApiResponse(201, ApiResponse.Json, JsonBytes.Of(response, TrustJsonContext.Default.CertificateResponse));
    }

    private static IReadOnlyList<string> GroupsOf(Caller caller) =>
        caller.NodeName is null ? [.. caller.Groups.Where(group => group != Caller.Authenticated)] : [];
}
