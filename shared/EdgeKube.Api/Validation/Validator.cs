namespace EdgeKube.Api;

/// <summary>
/// Finds every fault of a defaulted object, in Kubernetes' words and paths, and every value that EdgeKube does not implement.
/// What may not change on an update is not its business.
/// </summary>
public static class Validator
{
    public static IReadOnlyList<FieldError> Validate(ApiObject obj)
    {
        IEnumerable<FieldError> faults = obj switch
        {
            Namespace => MetadataValidator.Validate(obj.Metadata, NameRules.FindLabelFaults),
            Node node => NodeValidator.Validate(node),
            Pod pod => Validate(pod),
            ConfigMap map => [.. MetadataValidator.Validate(obj.Metadata), .. ConfigValidator.Validate(map)],
            Secret secret => [.. MetadataValidator.Validate(obj.Metadata), .. SecretValidator.Validate(secret)],
            Event occurrence => [.. MetadataValidator.Validate(obj.Metadata), .. ValidateEvent(occurrence)],
            Deployment deployment => [.. MetadataValidator.Validate(obj.Metadata), .. DeploymentValidator.Validate(deployment.Spec ?? new())],
            ReplicaSet set => [.. MetadataValidator.Validate(obj.Metadata), .. DeploymentValidator.Validate(set.Spec ?? new())],
            LimitRange range => [.. MetadataValidator.Validate(obj.Metadata), .. LimitRangeValidator.Validate(range.Spec?.Limits ?? [])],
            ResourceQuota quota => [.. MetadataValidator.Validate(obj.Metadata), .. QuotaValidator.Validate(quota.Spec ?? new())],
            Role role => RbacValidator.Validate(role),
            ClusterRole role => RbacValidator.Validate(role),
            RoleBinding binding => BindingValidator.Validate(binding),
            ClusterRoleBinding binding => BindingValidator.Validate(binding),
            _ => MetadataValidator.Validate(obj.Metadata),
        };
        return [.. faults];
    }

    /// <summary>For programs that know pods only: a switch over every kind would bring every kind along.</summary>
    public static IReadOnlyList<FieldError> Validate(Pod pod) => [.. MetadataValidator.Validate(pod.Metadata), .. PodValidator.Validate(pod.Spec ?? new(), "spec")];

    // Events about cluster-wide objects live in default.
    private static IEnumerable<FieldError> ValidateEvent(Event occurrence)
    {
        var about = occurrence.InvolvedObject?.Namespace ?? "";
        var wanted = about.Length == 0 ? "default" : about;
        if (occurrence.Namespace != wanted)
        {
            yield return FieldError.Invalid("involvedObject.namespace", about, "does not match event.namespace");
        }
    }
}
