using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Rules for the security settings of pods and containers.</summary>
internal static class SecurityValidator
{
    private const string IdRule = "must be between 0 and 2147483647, inclusive";

    public static IEnumerable<FieldError> Validate(PodSpec spec, string path)
    {
        if (spec.SecurityContext is not { } context)
        {
            return [];
        }

        var policies = new List<FieldError>();
        if (context.FsGroupChangePolicy is not (null or "Always" or "OnRootMismatch"))
        {
            policies.Add(FieldError.NotSupported($"{path}.fsGroupChangePolicy", context.FsGroupChangePolicy, "Always", "OnRootMismatch"));
        }

        if (context.SupplementalGroupsPolicy is not (null or "Merge" or "Strict"))
        {
            policies.Add(FieldError.NotSupported($"{path}.supplementalGroupsPolicy", context.SupplementalGroupsPolicy, "Merge", "Strict"));
        }

        return ValidateId(context.FsGroup, $"{path}.fsGroup")
            .Concat(ValidateId(context.RunAsUser, $"{path}.runAsUser"))
            .Concat(ValidateId(context.RunAsGroup, $"{path}.runAsGroup"))
            .Concat((context.SupplementalGroups ?? []).SelectMany((group, i) => ValidateId(group, $"{path}.supplementalGroups[{i}]")))
            .Concat(SysctlValidator.Validate(context.Sysctls ?? [], spec, $"{path}.sysctls"))
            .Concat(policies)
            .Concat(ValidateSeccomp(context.SeccompProfile, $"{path}.seccompProfile"))
            .Concat(ValidateAppArmor(context.AppArmorProfile, $"{path}.appArmorProfile"));
    }

    public static IEnumerable<FieldError> Validate(SecurityContext? context, string path)
        => context is null ? [] : ValidateId(context.RunAsUser, $"{path}.runAsUser")
            .Concat(ValidateId(context.RunAsGroup, $"{path}.runAsGroup"))
            .Concat(ValidateProcMount(context.ProcMount, $"{path}.procMount"))
            .Concat(ValidateSeccomp(context.SeccompProfile, $"{path}.seccompProfile"))
            .Concat(ValidateEscalation(context, path))
            .Concat(ValidateAppArmor(context.AppArmorProfile, $"{path}.appArmorProfile"));

    private static IEnumerable<FieldError> ValidateId(long? id, string path)
        => id is < 0 or > int.MaxValue ? [FieldError.Invalid(path, id.Value, IdRule)] : [];

    // Without user namespaces of its own no pod may see all of /proc.
    private static IEnumerable<FieldError> ValidateProcMount(string? mount, string path) => mount switch
    {
        null or "Default" => [],
        "Unmasked" => [FieldError.Invalid(path, mount, "`hostUsers` must be false to use `Unmasked`")],
        _ => [FieldError.NotSupported(path, mount, "Default", "Unmasked")],
    };

    private static IEnumerable<FieldError> ValidateEscalation(SecurityContext context, string path)
    {
        if (context.AllowPrivilegeEscalation != false)
        {
            yield break;
        }

        if (context.Privileged == true)
        {
            yield return FieldError.InvalidJson(path, Json(context), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }

        if (context.Capabilities?.Add?.Contains("CAP_SYS_ADMIN") == true)
        {
            yield return FieldError.InvalidJson(path, Json(context), "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static IEnumerable<FieldError> ValidateSeccomp(SeccompProfile? profile, string path)
    {
        var faults = profile is null ? [] : ValidateProfile(profile.Type, profile.LocalhostProfile, "seccomp", path);
        if (profile is { Type: "Localhost", LocalhostProfile: { Length: > 0 } file } && (file.StartsWith('/') || file.Split('/').Contains("..")))
        {
            faults = [FieldError.Invalid($"{path}.localhostProfile", file, file.StartsWith('/') ? "must be a relative path" : "must not contain '..'")];
        }

        return faults;
    }

    private static IEnumerable<FieldError> ValidateAppArmor(AppArmorProfile? profile, string path)
        => profile is null ? [] : ValidateProfile(profile.Type, profile.LocalhostProfile, "AppArmor", path);

    private static IEnumerable<FieldError> ValidateProfile(string type, string? localhost, string kind, string path)
    {
        var field = kind == "seccomp" ? "seccompProfile" : "appArmorProfile";
        if (type == "Localhost" && string.IsNullOrEmpty(localhost))
        {
            yield return FieldError.Required($"{path}.localhostProfile", $"must be set when {kind} type is Localhost");
        }
        else if (type != "Localhost" && localhost is not null)
        {
            yield return FieldError.Invalid($"{path}.localhostProfile", localhost, $"can only be set when {kind} type is Localhost");
        }

        if (type.Length == 0)
        {
            yield return FieldError.Required($"{path}.type", $"type is required when {field} is set");
        }
        else if (type is not ("Localhost" or "RuntimeDefault" or "Unconfined"))
        {
            yield return FieldError.NotSupported($"{path}.type", type, "Localhost", "RuntimeDefault", "Unconfined");
        }
    }

    private static string Json(SecurityContext context) => JsonSerializer.Serialize(context, CoreJsonContext.Default.SecurityContext);
}
