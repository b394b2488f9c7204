using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security.Pki;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Reconcilers.Certificates;

/// <summary>Deletes CertificateSigningRequests that have served their turn.</summary>
internal sealed class CertificateCleaner(IResources resources, TrustedClock clock, ILogger<CertificateCleaner> logger) : IControllerLoop
{
    private readonly IResources _resources = resources.As("system:certificate-cleaner");

    public string Name => "certificatesigningrequest-cleaner";

    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, clock.Provider);
        do
        {
            await CleanAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>One pass.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var now = clock.Read();
        foreach (var one in _resources.List(WellKnownKinds.CertificateSigningRequest, null))
        {
            if (CleaningPlanner.Plan((SchemaObject)one, now) is { } reason)
            {
                await DeleteAsync(one, reason, cancellationToken);
            }
        }
    }

    private async Task DeleteAsync(ApiObject request, string reason, CancellationToken cancellationToken)
    {
        // The version proves that nobody has decided about it since.
        var options = new DeleteOptions { Preconditions = new() { Uid = request.Uid, ResourceVersion = request.Metadata.ResourceVersion } };
        var result = await _resources.DeleteAsync(request, options, cancellationToken);
        if (result.Succeeded)
        {
            ReconcilerLog.RequestCleaned(logger, request.Name, reason);
        }
        else if (!result.IsNotFound && !result.IsConflict)
        {
            ReconcilerLog.DeleteRefused(logger, request.Kind, request.Name, result.Error.Message ?? "");
        }
    }
}
