(* Finite sums over 0 … n − 1 and linear functionals: the two binders of the indexed form. *)
Require Import Reals Arith Lia Lra FunctionalExtensionality.
Open Scope R_scope.

Fixpoint sum (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S m => sum m f + f m end.

Lemma sum_ext : forall n f g, (forall i, (i < n)%nat -> f i = g i) -> sum n f = sum n g.
Proof. induction n; intros; simpl; auto. rewrite (IHn f g), H; auto with arith. Qed.

Lemma sum_plus : forall n f g, sum n (fun i => f i + g i) = sum n f + sum n g.
Proof. induction n; intros; simpl; [ring | rewrite IHn; ring]. Qed.

Lemma sum_scale : forall n c f, sum n (fun i => c * f i) = c * sum n f.
Proof. induction n; intros; simpl; [ring | rewrite IHn; ring]. Qed.

Lemma sum_zero : forall n f, (forall i, (i < n)%nat -> f i = 0) -> sum n f = 0.
Proof. induction n; intros; simpl; auto. rewrite IHn, H; auto with arith; ring. Qed.

Lemma sum_one : forall n, sum n (fun _ => 1) = INR n.
Proof. induction n; [reflexivity | rewrite S_INR; simpl; rewrite IHn; reflexivity]. Qed.

Lemma sum_swap : forall n m f, sum n (fun i => sum m (fun j => f i j)) = sum m (fun j => sum n (fun i => f i j)).
Proof.
  induction n; intros; simpl.
  - symmetry; apply sum_zero; auto.
  - rewrite IHn, <- sum_plus; reflexivity.
Qed.

Lemma sum_nonnegative : forall n f, (forall i, (i < n)%nat -> 0 <= f i) -> 0 <= sum n f.
Proof.
  induction n; intros; simpl; [lra | ].
  assert (0 <= sum n f) by (apply IHn; auto with arith). assert (0 <= f n) by auto. lra.
Qed.

(* Of non-negative numbers: no term is above the sum. *)
Lemma sum_bound : forall n f i, (forall i, (i < n)%nat -> 0 <= f i) -> (i < n)%nat -> f i <= sum n f.
Proof.
  induction n; intros f i H Hi; [lia | simpl].
  assert (0 <= sum n f) by (apply sum_nonnegative; auto with arith).
  assert (0 <= f n) by auto.
  destruct (Nat.eq_dec i n); [subst; lra | ].
  assert (f i <= sum n f) by (apply IHn; auto with arith; lia). lra.
Qed.

Lemma sum_monotone : forall n f g, (forall i, (i < n)%nat -> f i <= g i) -> sum n f <= sum n g.
Proof.
  induction n; intros; simpl; [lra | ].
  assert (sum n f <= sum n g) by auto with arith. assert (f n <= g n) by auto. lra.
Qed.

(* 1 where two indices agree, else 0. *)
Definition kron (i j : nat) : R := if Nat.eqb i j then 1 else 0.

Lemma sum_kron : forall n f k, (k < n)%nat -> sum n (fun i => kron i k * f i) = f k.
Proof.
  induction n; intros f k Hk; [lia | simpl].
  destruct (Nat.eq_dec k n) as [-> | other].
  - unfold kron at 2; rewrite Nat.eqb_refl, sum_zero; [ring | ].
    intros i Hi; unfold kron; replace (i =? n)%nat with false; [ring | symmetry; apply Nat.eqb_neq; lia].
  - rewrite IHn by lia. unfold kron; replace (n =? k)%nat with false; [ring | symmetry; apply Nat.eqb_neq; lia].
Qed.

(* Integration, as far as algebra goes. A measure's integral extends linearly from the integrable functions to all. *)
Definition linear {Omega : Type} (I : (Omega -> R) -> R) : Prop :=
  (forall f g, I (fun w => f w + g w) = I f + I g) /\ (forall c f, I (fun w => c * f w) = c * I f).

Definition at_tt (f : unit -> R) : R := f tt.

Lemma linear_at_tt : linear at_tt.
Proof. split; reflexivity. Qed.

Lemma integral_zero : forall Omega (I : (Omega -> R) -> R), linear I -> forall f, (forall w, f w = 0) -> I f = 0.
Proof.
  intros Omega I [_ scale] f H.
  replace f with (fun w => 0 * f w) by (apply functional_extensionality; intro; rewrite H; ring).
  rewrite scale; ring.
Qed.

Lemma integral_sum : forall Omega (I : (Omega -> R) -> R), linear I ->
  forall n f, I (fun w => sum n (fun i => f w i)) = sum n (fun i => I (fun w => f w i)).
Proof.
  intros Omega I H; induction n; intros; simpl.
  - apply integral_zero; auto.
  - destruct H as [plus _]. rewrite plus, IHn; reflexivity.
Qed.
