using EdgeKube.Controller.Security.Identities;

namespace EdgeKube.Controller.Mqtt;

/// <summary>Sessions of the insecure door: nothing was proven, so nothing can be withdrawn.</summary>
internal sealed class OpenSessionRules : ISessionRules
{
    public bool IsAllowed(Principal principal) => true;

    public int? MaxSessions(Principal principal) => null;

    public TimeSpan? MaxLife(Principal principal) => null;

    public Task ConfirmAsync(Principal principal, CancellationToken cancellationToken) => Task.CompletedTask;
}
