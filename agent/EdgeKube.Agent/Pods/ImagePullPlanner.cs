namespace EdgeKube.Agent.Pods;

internal static class ImagePullPlanner
{
    /// <param name="policy">imagePullPolicy; null: Always for the tag latest, else IfNotPresent.</param>
    /// <param name="image">With its tag.</param>
    public static ImagePullDecision Decide(string? policy, string image, bool isPresent, ImagePullFailure? failure, TimeSpan now)
    {
        var effective = policy ?? (image.EndsWith(":latest", StringComparison.Ordinal) ? "Always" : "IfNotPresent");
        if (effective != "Always" && isPresent)
        {
            return ImagePullDecision.Use;
        }

        return effective == "Never" ? ImagePullDecision.Forbidden
            : failure is not null && now < failure.RetryAt ? ImagePullDecision.BackOff
            : ImagePullDecision.Pull;
    }
}
