using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Registries;

/// <summary>Finds the credentials for an image of a pod: its pull secrets', then the node's own.</summary>
internal sealed class PodLogins(IPodInputs inputs, string ownFile)
{
    private const long MaxOwnBytes = 1 << 20;

    /// <param name="missing">Names of Secrets that are not there, or hold no credentials.</param>
    /// <returns>In the order in which they are to be tried.</returns>
    public IReadOnlyList<RegistryAuth> Find(Pod pod, string image, out IReadOnlyList<string> missing)
    {
        var (logins, gone) = (new List<RegistryLogin>(), new List<string>());
        foreach (var reference in pod.Spec?.ImagePullSecrets ?? [])
        {
            if (string.IsNullOrEmpty(reference.Name))
            {
                continue;
            }

            if (inputs.FindSecret(pod.Namespace, reference.Name) is { } secret && FindLogins(secret) is { } found)
            {
                logins.AddRange(Sort(found));
            }
            else
            {
                gone.Add(reference.Name);
            }
        }

        logins.AddRange(Sort(Own()));
        missing = gone;
        var auths = new List<RegistryAuth>();
        foreach (var login in logins)
        {
            if (RegistryPattern.Covers(login.Pattern, image))
            {
                auths.Add(new RegistryAuth(login.Username, login.Password));
            }
        }

        return auths;
    }

    private static IReadOnlyList<RegistryLogin>? FindLogins(Secret secret)
    {
        var data = secret.Data ?? new Dictionary<string, byte[]>();
        return data.TryGetValue(".dockerconfigjson", out var config) ? DockerConfig.Find(config, isElder: false)
            : data.TryGetValue(".dockercfg", out var elder) ? DockerConfig.Find(elder, isElder: true)
            : null;
    }

    private static IEnumerable<RegistryLogin> Sort(IEnumerable<RegistryLogin> logins) => logins.OrderByDescending(login => login.Pattern, StringComparer.Ordinal);

    private IReadOnlyList<RegistryLogin> Own()
    {
        try
        {
            return new FileInfo(ownFile) is { Exists: true, Length: <= MaxOwnBytes } ? DockerConfig.Find(File.ReadAllBytes(ownFile), isElder: false) ?? [] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
