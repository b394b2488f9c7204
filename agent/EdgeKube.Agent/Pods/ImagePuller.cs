using System.Diagnostics;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Sees to it that one pod's images are on the node; remembers failures, so that a registry is not asked too often.</summary>
internal sealed class ImagePuller(PodServices services, PodEvents events)
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, ImagePullFailure> _failures = [];

    public async Task<ImageOutcome> EnsureAsync(Pod pod, Container container, CancellationToken cancellationToken)
    {
        var name = container.Image ?? "";
        if (!ImageName.TryNormalize(name, out var image, out var error))
        {
            events.Warning(container.Name, "InspectFailed", error);
            return Wait(container, "InvalidImageName", error, services.Uptime.Now + RestartBackoff.Longest);
        }

        var found = await services.Runtime.FindImageAsync(image, cancellationToken);
        switch (ImagePullPlanner.Decide(container.ImagePullPolicy, image, found is not null, _failures.GetValueOrDefault(image), services.Uptime.Now))
        {
            case ImagePullDecision.Use:
                events.Normal(container.Name, "Pulled", PodTexts.AlreadyPresent(name));
                return new ImageOutcome(found, null);
            case ImagePullDecision.Forbidden:
                events.Warning(container.Name, "ErrImageNeverPull", PodTexts.NeverPull(name));
                return Wait(container, "ErrImageNeverPull", PodTexts.NeverPull(name), Remember(image, PodTexts.NeverPull(name)).RetryAt);
            case ImagePullDecision.BackOff:
                var failure = _failures[image];
                events.Normal(container.Name, "BackOff", PodTexts.PullBackOff(name));
                return Wait(container, "ImagePullBackOff", $"{PodTexts.PullBackOff(name)}: ErrImagePull: {failure.Message}", failure.RetryAt);
            default:
                return await PullAsync(pod, container, image, cancellationToken);
        }
    }

    private async Task<ImageOutcome> PullAsync(Pod pod, Container container, string image, CancellationToken cancellationToken)
    {
        var asked = services.Uptime.Now;
        var logins = services.Logins.Find(pod, image, out var missing);
        if (missing.Count > 0)
        {
            events.Warning(null, "FailedToRetrieveImagePullSecret", PodTexts.NoPullSecret(missing));
        }

        events.Normal(container.Name, "Pulling", $"Pulling image \"{container.Image}\"");
        await services.Pulls.WaitAsync(cancellationToken);
        var started = services.Uptime.Now;
        try
        {
            var id = await FollowAsync(container, image, PullAsync(image, logins, cancellationToken), cancellationToken);
            var pulled = await services.Runtime.FindImageAsync(id, cancellationToken);
            var now = services.Uptime.Now;
            events.Normal(container.Name, "Pulled", PodTexts.Pulled(container.Image ?? "", now - started, now - asked, pulled?.SizeBytes ?? 0));
            _failures.Remove(image);
            return new ImageOutcome(pulled ?? new RuntimeImage(id, [], [], 0, null, "", false), null);
        }
        catch (RuntimeException failed) when (!cancellationToken.IsCancellationRequested)
        {
            Remember(image, failed.Message);
            events.Warning(container.Name, "Failed", $"Failed to pull image \"{container.Image}\": {failed.Message}");
            // Looked at again at once, to say that it now waits.
            return Wait(container, "ErrImagePull", failed.Message, services.Uptime.Now);
        }
        finally
        {
            services.Pulls.Release();
        }
    }

    // One event that is told anew: each costs something on the link.
    private async Task<string> FollowAsync(Container container, string image, Task<string> pull, CancellationToken cancellationToken)
    {
        var started = services.Uptime.Now;
        for (var delay = services.Options.FirstPullProgress; ; delay = delay * 2 < LongestSilence ? delay * 2 : LongestSilence)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (await Task.WhenAny(pull, Task.Delay(delay, services.Time, waiting.Token)) == pull)
            {
                await waiting.CancelAsync();
                return await pull;
            }

            if (!cancellationToken.IsCancellationRequested && await FindProgressAsync(image, cancellationToken) is { } progress && !pull.IsCompleted)
            {
                events.Progress(container.Name, "Pulling", $"Pulling image \"{container.Image}\"", progress.Describe(services.Uptime.Now - started));
            }
        }
    }

    private async Task<PullProgress?> FindProgressAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            return await services.Runtime.FindPullProgressAsync(image, cancellationToken);
        }
        catch (Exception failed) when (failed is RuntimeException or OperationCanceledException)
        {
            // The pull itself says what is wrong, if anything is.
            return null;
        }
    }

    // All credentials that fit, in turn; none at all where none fits.
    private async Task<string> PullAsync(string image, IReadOnlyList<RegistryAuth> logins, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        for (var i = 0; i < Math.Max(1, logins.Count); i++)
        {
            try
            {
                return await services.Runtime.PullImageAsync(image, i < logins.Count ? logins[i] : null, cancellationToken);
            }
            catch (RuntimeException failed) when (!cancellationToken.IsCancellationRequested && i + 1 < logins.Count)
            {
                faults.Add(failed.Message);
            }
            catch (RuntimeException failed) when (faults.Count > 0)
            {
                throw new RuntimeException(failed.Code, $"[{string.Join(", ", faults.Append(failed.Message).Distinct())}]");
            }
        }

        throw new UnreachableException();
    }

    private ImagePullFailure Remember(string image, string message)
    {
        var delay = RestartBackoff.Next(_failures.GetValueOrDefault(image)?.Delay ?? TimeSpan.Zero);
        return _failures[image] = new ImagePullFailure(message, services.Uptime.Now, delay);
    }

    private ImageOutcome Wait(Container container, string reason, string message, TimeSpan retryAt)
    {
        events.Warning(container.Name, "Failed", $"Error: {reason}");
        return new ImageOutcome(null, new ContainerWait(reason, message, retryAt, TimeSpan.Zero));
    }
}
