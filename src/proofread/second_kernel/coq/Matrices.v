(* Matrices as functions of two indices, and the facts about them and about numbers that evidence may cite.
   What a matrix is outside its range is nobody's business: every fact speaks of indices in range. *)
Require Import Reals Arith Lia Lra List.
From Proofread Require Import Sums Algebra.
Import ListNotations.
Open Scope R_scope.

Definition mat := nat -> nat -> R.
Definition cst (c : R) : mat := fun _ _ => c.
Definition eye : mat := fun i j => kron i j.
Definition tr (A : mat) : mat := fun i j => A j i.
Definition plus (A B : mat) : mat := fun i j => A i j + B i j.
Definition minus (A B : mat) : mat := fun i j => A i j - B i j.
Definition opp (A : mat) : mat := fun i j => - A i j.
Definition times (A B : mat) : mat := fun i j => A i j * B i j.  (* entry by entry *)
Definition each (f : R -> R) (A : mat) : mat := fun i j => f (A i j).
Definition mm (n : nat) (A B : mat) : mat := fun i j => sum n (fun k => A i k * B k j).
Definition total (r c : nat) (A : mat) : R := sum r (fun i => sum c (fun j => A i j)).
Definition trace (n : nat) (A : mat) : R := sum n (fun i => A i i).
Definition diag (v : mat) : mat := fun i j => kron i j * v i 0%nat.
Definition diagonal (A : mat) : mat := fun i _ => A i i.
Definition expect {Omega : Type} (I : (Omega -> R) -> R) (A : Omega -> mat) : mat := fun i j => I (fun w => A w i j).

Definition agree (r c : nat) (A B : mat) : Prop := forall i j, (i < r)%nat -> (j < c)%nat -> A i j = B i j.
Definition nonzero (r c : nat) (A : mat) : Prop := ~ agree r c A (cst 0).
(* The columns are linearly independent. *)
Definition full_rank (r c : nat) (X : mat) : Prop :=
  forall v, agree r 1 (mm c X v) (cst 0) -> agree c 1 v (cst 0).
Definition pd (n : nat) (A : mat) : Prop :=
  agree n n (tr A) A /\ forall v, nonzero n 1 v -> 0 < mm n (tr v) (mm n A v) 0%nat 0%nat.
Definition inverse (n : nat) (A B : mat) : Prop := agree n n (mm n A B) eye /\ agree n n (mm n B A) eye.
Definition invertible (n : nat) (A : mat) : Prop := exists B, inverse n A B.
(* What `inv` stands for: the inverse where there is one, anything where there is none. *)
Definition is_inv (n : nat) (A B : mat) : Prop := invertible n A -> inverse n A B.
(* The four equations of Penrose. *)
Definition is_pinv (r c : nat) (X P : mat) : Prop :=
  agree r c (mm c X (mm r P X)) X /\ agree c r (mm r P (mm c X P)) P /\
  agree r r (tr (mm c X P)) (mm c X P) /\ agree c c (tr (mm r P X)) (mm r P X).

(* Everything above written out in entries. *)
Ltac entries :=
  cbv beta delta [cst eye tr plus minus opp times each mm total trace diag diagonal expect] in *.

(* --- the algebra of matrices, for the proofs below --------------------------------------------------------------- *)

Lemma mm_ext : forall n r c A B C D, agree r n A C -> agree n c B D -> agree r c (mm n A B) (mm n C D).
Proof. intros n r c A B C D H K i j Hi Hj. unfold mm. apply sum_ext; intros k Hk. rewrite H, K; auto. Qed.
Lemma mm_assoc : forall m n A B C i j, mm m A (mm n B C) i j = mm n (mm m A B) C i j.
Proof.
  intros; unfold mm.
  rewrite (sum_ext m _ (fun k => sum n (fun l => A i k * B k l * C l j))).
  2: { intros; rewrite <- sum_scale; apply sum_ext; intros; ring. }
  rewrite sum_swap. apply sum_ext; intros. rewrite Rmult_comm, <- sum_scale. apply sum_ext; intros; ring.
Qed.
Lemma mm_eye_left : forall n A i j, (i < n)%nat -> mm n eye A i j = A i j.
Proof.
  intros; unfold mm, eye. rewrite (sum_ext n _ (fun k => kron k i * A k j)).
  - apply sum_kron with (f := fun k => A k j); auto.
  - intros; rewrite kron_sym; auto.
Qed.
Lemma mm_eye_right : forall n A i j, (j < n)%nat -> mm n A eye i j = A i j.
Proof.
  intros; unfold mm, eye. rewrite (sum_ext n _ (fun k => kron k j * A i k)) by (intros; ring).
  apply sum_kron with (f := fun k => A i k); auto.
Qed.
Lemma tr_mm : forall n A B i j, tr (mm n A B) i j = mm n (tr B) (tr A) i j.
Proof. intros; unfold tr, mm; apply sum_ext; intros; ring. Qed.
Lemma eye_sym : forall i j, eye i j = eye j i.
Proof. intros; apply kron_sym. Qed.

(* --- positive definite matrices have inverses --------------------------------------------------------------------- *)

(* A v for the vector `y_0, …, y_{n−1}, t`. *)
Definition extend (n : nat) (y : mat) (t : R) : mat := fun i j => if Nat.eqb i n then t else y i j.
Lemma extend_sum : forall n f y t, sum n (fun k => f k * extend n y t k 0%nat) = sum n (fun k => f k * y k 0%nat).
Proof.
  intros; apply sum_ext; intros k Hk; unfold extend.
  replace (k =? n)%nat with false; auto. symmetry; apply Nat.eqb_neq; lia.
Qed.
Lemma extend_last : forall n y t j, extend n y t n j = t.
Proof. intros; unfold extend; rewrite Nat.eqb_refl; auto. Qed.

Lemma quadratic : forall n A v, mm n (tr v) (mm n A v) 0%nat 0%nat =
  sum n (fun i => v i 0%nat * sum n (fun j => A i j * v j 0%nat)).
Proof. reflexivity. Qed.

Lemma pd_restrict : forall n A, pd (S n) A -> pd n A.
Proof.
  intros n A [Sy P]; split.
  - intros i j Hi Hj; apply Sy; lia.
  - intros v Hv. specialize (P (extend n v 0)).
    assert (E : mm n (tr v) (mm n A v) 0%nat 0%nat = mm (S n) (tr (extend n v 0)) (mm (S n) A (extend n v 0)) 0%nat 0%nat).
    + rewrite !quadratic. cbn [sum]. rewrite extend_last, Rmult_0_l, Rplus_0_r.
      apply sum_ext; intros i Hi. rewrite extend_sum, Rmult_0_r, Rplus_0_r.
      unfold extend; replace (i =? n)%nat with false; auto. symmetry; apply Nat.eqb_neq; lia.
    + rewrite E. apply P. intro Z; apply Hv. intros i j Hi Hj. specialize (Z i j).
      unfold extend in Z. replace (i =? n)%nat with false in Z; [apply Z; lia | symmetry; apply Nat.eqb_neq; lia].
Qed.

(* By induction on the size, through the Schur complement of the last entry. *)
Lemma pd_solve : forall n A, pd n A -> forall b : nat -> R,
  exists x : mat, forall i, (i < n)%nat -> sum n (fun k => A i k * x k 0%nat) = b i.
Proof.
  induction n; intros A P b; [exists (cst 0); intros; lia | ].
  pose proof (pd_restrict _ _ P) as Q. destruct P as [Sy P].
  destruct (IHn A Q (fun i => A i n)) as [y Hy]. destruct (IHn A Q b) as [z Hz].
  set (c := fun x : mat => sum n (fun k => A n k * x k 0%nat)).
  set (s := A n n - c y).
  assert (Pos : 0 < s).
  { specialize (P (extend n (fun i j => - y i j) 1)). rewrite quadratic in P. cbn [sum] in P. rewrite extend_last in P.
    rewrite (sum_ext n _ (fun _ => 0)) in P.
    - rewrite sum_zero in P by auto. rewrite extend_sum in P.
      replace (sum n (fun k => A n k * - y k 0%nat)) with (- c y) in P.
      + unfold s. assert (0 < 0 + 1 * (- c y + A n n * 1)); [apply P | lra].
        intro Z. specialize (Z n 0%nat). rewrite extend_last in Z. unfold cst in Z.
        assert (1 = 0) by (apply Z; lia). lra.
      + unfold c. replace (- sum n (fun k => A n k * y k 0%nat)) with ((-1) * sum n (fun k => A n k * y k 0%nat)) by ring.
        rewrite <- sum_scale. apply sum_ext; intros; ring.
    - intros i Hi. rewrite extend_sum.
      replace (sum n (fun k => A i k * - y k 0%nat)) with (- A i n); [ring | ].
      rewrite <- Hy by auto. replace (- sum n (fun k => A i k * y k 0%nat)) with ((-1) * sum n (fun k => A i k * y k 0%nat)) by ring.
      rewrite <- sum_scale. apply sum_ext; intros; ring. }
  set (t := (b n - c z) / s).
  assert (Split : forall i, sum n (fun k => A i k * (z k 0%nat + - t * y k 0%nat)) =
                            sum n (fun k => A i k * z k 0%nat) + - t * sum n (fun k => A i k * y k 0%nat)).
  { intro i. rewrite <- sum_scale, <- sum_plus. apply sum_ext; intros; ring. }
  exists (extend n (fun i j => z i j + - t * y i j) t). intros i Hi. cbn [sum].
  rewrite extend_sum, extend_last, Split. destruct (Nat.eq_dec i n) as [-> | N].
  - fold (c z) (c y). unfold t. replace (A n n) with (s + c y) by (unfold s; ring). field. lra.
  - rewrite Hz, Hy by lia. ring.
Qed.

(* Finitely many choices. *)
Lemma choose_columns : forall n (Q : nat -> mat -> Prop), (forall j, (j < n)%nat -> exists x, Q j x) ->
  exists X : nat -> mat, forall j, (j < n)%nat -> Q j (X j).
Proof.
  induction n; intros Q H; [exists (fun _ => cst 0); intros; lia | ].
  destruct (IHn Q) as [X HX]; [intros; apply H; lia | ]. destruct (H n) as [x Hx]; [lia | ].
  exists (fun j => if Nat.eqb j n then x else X j). intros j Hj. destruct (j =? n)%nat eqn:E.
  - apply Nat.eqb_eq in E; subst; auto.
  - apply HX. apply Nat.eqb_neq in E. lia.
Qed.

Theorem pd_invertible : forall n A, pd n A -> invertible n A.
Proof.
  intros n A P. destruct (choose_columns n (fun j x => forall i, (i < n)%nat -> sum n (fun k => A i k * x k 0%nat) = eye i j)) as [X HX].
  { intros; apply pd_solve; auto. }
  set (B := fun i j => X j i 0%nat).
  assert (R : agree n n (mm n A B) eye) by (intros i j Hi Hj; apply (HX j Hj i Hi)).
  assert (L : agree n n (mm n (tr B) A) eye).
  { intros i j Hi Hj. rewrite eye_sym, <- (R j i Hj Hi). destruct P as [Sy _]. unfold mm, tr.
    apply sum_ext; intros k Hk. rewrite <- (Sy j k Hj Hk). unfold tr. ring. }
  exists B; split; auto. intros i j Hi Hj.
  transitivity (mm n (tr B) A i j); [ | auto]. apply (mm_ext n n n); [ | intros ? ? ? ?; auto | auto | auto].
  intros k l Hk Hl. rewrite <- (mm_eye_left n B k l Hk), <- (mm_eye_right n (tr B) k l Hl).
  transitivity (mm n (mm n (tr B) A) B k l).
  - apply (mm_ext n n n); auto; [ | intros ? ? ? ?; auto]. intros ? ? ? ?; symmetry; auto.
  - rewrite <- mm_assoc. apply (mm_ext n n n); auto. intros ? ? ? ?; auto.
Qed.

Theorem inv_exists : forall n A, exists B, is_inv n A B.
Proof.
  intros n A. destruct (Classical_Prop.classic (invertible n A)) as [[B H] | H].
  - exists B; intro; auto.
  - exists A; intro; contradiction.
Qed.

(* --- facts about matrices -------------------------------------------------------------------------------------------- *)

Lemma mm_vector : forall n A v i j, mm n A v i j = sum n (fun k => A i k * v k j).
Proof. reflexivity. Qed.

Theorem sum_of_squares : forall r c X, nonzero r c X -> 0 < total r c (times X X).
Proof.
  intros r c X H. unfold total, times.
  assert (N : forall i, 0 <= sum c (fun j => X i j * X i j)) by (intro; apply sum_nonnegative; intros; apply Rle_0_sqr).
  destruct (Rle_lt_or_eq_dec 0 (sum r (fun i => sum c (fun j => X i j * X i j)))) as [P | Z]; auto.
  - apply sum_nonnegative; auto.
  - exfalso; apply H. intros i j Hi Hj. unfold cst. apply Rsqr_0_uniq. unfold Rsqr. apply Rle_antisym; [ | apply Rle_0_sqr].
    rewrite Z. apply Rle_trans with (sum c (fun j => X i j * X i j)).
    + apply (sum_bound c (fun j => X i j * X i j) j); auto; intros; apply Rle_0_sqr.
    + apply (sum_bound r (fun i => sum c (fun j => X i j * X i j)) i); auto.
Qed.
Theorem nonzero_norm : forall r c X, nonzero r c X -> total r c (times X X) > 0.
Proof. intros; apply Rlt_gt, sum_of_squares; auto. Qed.

Lemma total_ext : forall r c A B, agree r c A B -> total r c A = total r c B.
Proof. intros r c A B H. apply sum_ext; intros; apply sum_ext; intros; apply H; auto. Qed.
Lemma total_scale : forall r c k A, total r c (fun i j => k * A i j) = k * total r c A.
Proof. intros; unfold total. rewrite <- sum_scale. apply sum_ext; intros; apply sum_scale. Qed.
Lemma total_plus : forall r c A B, total r c (plus A B) = total r c A + total r c B.
Proof. intros; unfold total, plus. rewrite <- sum_plus. apply sum_ext; intros; apply sum_plus. Qed.
Lemma total_squares : forall r c A, 0 <= total r c (times A A).
Proof. intros; apply sum_nonnegative; intros; apply sum_nonnegative; intros; apply Rle_0_sqr. Qed.
Theorem norm_nonzero : forall r c X, total r c (times X X) > 0 -> nonzero r c X.
Proof.
  intros r c X H Z. rewrite (total_ext r c _ (fun i j => 0 * times X X i j)), total_scale in H; [lra | ].
  intros i j Hi Hj; unfold times. rewrite Z by auto. unfold cst; ring.
Qed.
Theorem norm_zero : forall r c X, total r c (times X X) = 0 -> agree r c X (cst 0).
Proof.
  intros r c X H. destruct (Classical_Prop.classic (agree r c X (cst 0))) as [Y | N]; auto.
  pose proof (sum_of_squares r c X N). lra.
Qed.
(* Of y·‖x‖² − x·⟨x, y⟩ the sum of squares is ‖x‖²·(‖x‖²‖y‖² − ⟨x, y⟩²). *)
Theorem cauchy_schwarz : forall r c X Y,
  total r c (times X X) * total r c (times Y Y) >= total r c (times X Y) * total r c (times X Y).
Proof.
  intros r c X Y. set (S := total r c (times X X)). set (P := total r c (times X Y)). set (T := total r c (times Y Y)).
  destruct (Rle_lt_or_eq_dec 0 S (total_squares r c X)) as [Pos | Z].
  - assert (Q : 0 <= total r c (times (fun i j => S * Y i j + - P * X i j) (fun i j => S * Y i j + - P * X i j)))
      by apply total_squares.
    rewrite (total_ext r c _ (plus (fun i j => (S * S) * times Y Y i j)
      (plus (fun i j => (-2 * S * P) * times X Y i j) (fun i j => (P * P) * times X X i j)))) in Q
      by (intros i j Hi Hj; unfold times, plus; ring).
    rewrite !total_plus, !total_scale in Q. fold S P T in Q.
    replace (S * S * T + (-2 * S * P * P + P * P * S)) with (S * (S * T - P * P)) in Q by ring.
    apply Rle_ge. apply Rmult_le_reg_l with S; auto. lra.
  - assert (N : agree r c X (cst 0)) by (apply norm_zero; auto).
    unfold P. rewrite (total_ext r c (times X Y) (fun i j => 0 * times X Y i j)), total_scale.
    + rewrite <- Z. lra.
    + intros i j Hi Hj; unfold times. rewrite N by auto. unfold cst; ring.
Qed.

Theorem gram_pd : forall r c X, full_rank r c X -> pd c (mm r (tr X) X).
Proof.
  intros r c X H; split.
  - intros i j Hi Hj. unfold tr, mm; apply sum_ext; intros; ring.
  - intros v Hv.
    replace (mm c (tr v) (mm c (mm r (tr X) X) v) 0%nat 0%nat) with (total r 1 (times (mm c X v) (mm c X v))).
    + apply sum_of_squares. intro Z; apply Hv, H, Z.
    + unfold mm at 3. rewrite (sum_ext c _ (fun k => tr v 0%nat k * mm r (tr X) (mm c X v) k 0%nat))
        by (intros; rewrite mm_assoc; auto).
      unfold total, times. simpl sum at 2.
      change (sum c (fun k => tr v 0%nat k * mm r (tr X) (mm c X v) k 0%nat)) with (mm c (tr v) (mm r (tr X) (mm c X v)) 0%nat 0%nat).
      rewrite mm_assoc. rewrite mm_vector. apply sum_ext; intros k Hk. rewrite Rplus_0_l. f_equal.
      unfold mm, tr; apply sum_ext; intros; ring.
Qed.
Theorem gram_invertible : forall r c X, full_rank r c X -> invertible c (mm r (tr X) X).
Proof. intros; apply pd_invertible, gram_pd; auto. Qed.

Theorem inverse_right : forall n A B, is_inv n A B -> invertible n A -> agree n n (mm n A B) eye.
Proof. intros n A B H K; apply (H K). Qed.
Theorem inverse_left : forall n A B, is_inv n A B -> invertible n A -> agree n n (mm n B A) eye.
Proof. intros n A B H K; apply (H K). Qed.

Lemma penrose : forall r c A B C i j, mm r (mm c A B) C i j = mm c A (mm r B C) i j.
Proof. intros; rewrite <- mm_assoc; reflexivity. Qed.
Theorem pinv_1 : forall r c X P, is_pinv r c X P -> agree r c (mm r (mm c X P) X) X.
Proof. intros r c X P H i j Hi Hj. rewrite penrose. apply H; auto. Qed.
Theorem pinv_2 : forall r c X P, is_pinv r c X P -> agree c r (mm c (mm r P X) P) P.
Proof. intros r c X P H i j Hi Hj. rewrite penrose. apply H; auto. Qed.
Theorem pinv_3 : forall r c X P, is_pinv r c X P -> agree r r (tr (mm c X P)) (mm c X P).
Proof. intros r c X P H; apply H. Qed.
Theorem pinv_4 : forall r c X P, is_pinv r c X P -> agree c c (tr (mm r P X)) (mm r P X).
Proof. intros r c X P H; apply H. Qed.
Theorem pd_symmetric : forall n A, pd n A -> agree n n (tr A) A.
Proof. intros n A H; apply H. Qed.

(* Xᵀ X P = Xᵀ, hence P = (Xᵀ X)⁻¹ Xᵀ. *)
Theorem pinv_full_rank : forall r c X P V, is_pinv r c X P -> is_inv c (mm r (tr X) X) V -> full_rank r c X ->
  agree c r P (mm c V (tr X)).
Proof.
  intros r c X P V [P1 [P2 [P3 P4]]] HV H i j Hi Hj.
  destruct (HV (gram_invertible _ _ _ H)) as [_ L].
  assert (N : agree c r (mm c (mm r (tr X) X) P) (tr X)).
  { intros k l Hk Hl. rewrite <- mm_assoc.
    transitivity (mm r (tr X) (tr (mm c X P)) k l).
    - apply (mm_ext r c r); auto; [intros ? ? ? ?; auto | intros ? ? ? ?; symmetry; auto].
    - rewrite <- tr_mm. unfold tr at 1. rewrite <- mm_assoc. apply P1; auto. }
  transitivity (mm c eye P i j); [symmetry; apply mm_eye_left; auto | ].
  transitivity (mm c (mm c V (mm r (tr X) X)) P i j).
  - apply (mm_ext c c r); auto; [intros ? ? ? ?; symmetry; auto | intros ? ? ? ?; auto].
  - rewrite <- mm_assoc. apply (mm_ext c c r); auto. intros ? ? ? ?; auto.
Qed.

(* --- facts about numbers ----------------------------------------------------------------------------------------------- *)

Theorem recip_mul : forall x, x <> 0 -> x * / x = 1.
Proof. apply Rinv_r. Qed.
Theorem recip_positive : forall x, x > 0 -> / x > 0.
Proof. intros; apply Rlt_gt, Rinv_0_lt_compat; auto. Qed.
Theorem recip_apart : forall x, x <> 0 -> / x <> 0.
Proof. apply Rinv_neq_0_compat. Qed.
Theorem positive_apart : forall x, x > 0 -> x <> 0.
Proof. intros; lra. Qed.
Theorem negative_apart : forall x, 0 > x -> x <> 0.
Proof. intros; lra. Qed.
Theorem positive_nonnegative : forall x, x > 0 -> x >= 0.
Proof. intros; lra. Qed.
Theorem square_positive : forall x, x <> 0 -> x * x > 0.
Proof. intros; apply Rlt_gt, Rsqr_pos_lt; auto. Qed.
Theorem apart_mul : forall x y, x <> 0 -> y <> 0 -> x * y <> 0.
Proof. intros; apply Rmult_integral_contrapositive_currified; auto. Qed.
Theorem positive_mul : forall x y, x > 0 -> y > 0 -> x * y > 0.
Proof. intros; apply Rlt_gt, Rmult_lt_0_compat; auto. Qed.
Theorem positive_add : forall x y, x > 0 -> y > 0 -> x + y > 0.
Proof. intros; lra. Qed.
Theorem positive_add_nonnegative : forall x y, x > 0 -> y >= 0 -> x + y > 0.
Proof. intros; lra. Qed.
Theorem nonnegative_add : forall x y, x >= 0 -> y >= 0 -> x + y >= 0.
Proof. intros; lra. Qed.
Theorem nonnegative_mul : forall x y, x >= 0 -> y >= 0 -> x * y >= 0.
Proof. intros; apply Rle_ge, Rmult_le_pos; lra. Qed.
Theorem sqrt_square : forall x, x >= 0 -> sqrt x * sqrt x = x.
Proof. intros; apply sqrt_def; lra. Qed.
Theorem sqrt_nonnegative : forall x, x >= 0 -> sqrt x >= 0.
Proof. intros; apply Rle_ge, sqrt_pos. Qed.
Theorem sqrt_positive : forall x, x > 0 -> sqrt x > 0.
Proof. intros; apply Rlt_gt, sqrt_lt_R0; lra. Qed.
Theorem recip_sqrt : forall x, x > 0 -> / sqrt x * / sqrt x = / x.
Proof. intros x H; rewrite <- Rinv_mult, sqrt_def; auto; lra. Qed.
Theorem exp_positive : forall x, exp x > 0.
Proof. apply exp_pos. Qed.
Theorem log_mul : forall x y, x > 0 -> y > 0 -> ln (x * y) = ln x + ln y.
Proof. intros; apply ln_mult; auto. Qed.
Theorem log_recip : forall x, x > 0 -> ln (/ x) = - ln x.
Proof. intros; apply ln_Rinv; auto. Qed.
Theorem log_exp : forall x, ln (exp x) = x.
Proof. apply ln_exp. Qed.
Theorem exp_log : forall x, x > 0 -> exp (ln x) = x.
Proof. intros; apply exp_ln; auto. Qed.
Theorem cancel : forall d x y, d <> 0 -> d * x = d * y -> x = y.
Proof. intros d x y H K; apply (Rmult_eq_reg_l d); auto. Qed.
Theorem positive_cancel : forall d x, d > 0 -> d * x > 0 -> x > 0.
Proof. intros d x H K; apply Rlt_gt, Rmult_lt_reg_l with d; lra. Qed.
Theorem sqrt_of_square : forall x, sqrt (x * x) = Rabs x.
Proof. exact sqrt_Rsqr_abs. Qed.
Theorem sqrt_mul : forall x y, x >= 0 -> y >= 0 -> sqrt (x * y) = sqrt x * sqrt y.
Proof. intros; apply sqrt_mult; lra. Qed.
Theorem abs_square : forall x, Rabs x * Rabs x = x * x.
Proof. intro x; symmetry; apply (Rsqr_abs x). Qed.
Theorem abs_mul : forall x y, Rabs (x * y) = Rabs x * Rabs y.
Proof. exact Rabs_mult. Qed.
Theorem abs_nonnegative : forall x, Rabs x >= 0.
Proof. intros; apply Rle_ge, Rabs_pos. Qed.
Theorem abs_of_nonnegative : forall x, x >= 0 -> Rabs x = x.
Proof. intros; apply Rabs_right; auto. Qed.
Theorem abs_of_nonpositive : forall x, 0 >= x -> Rabs x = - x.
Proof. intros; apply Rabs_left1; lra. Qed.
Theorem abs_above : forall x, Rabs x >= x.
Proof. intros; apply Rle_ge, Rle_abs. Qed.
Theorem abs_above_negative : forall x, Rabs x >= - x.
Proof. intros; rewrite <- Rabs_Ropp; apply Rle_ge, Rle_abs. Qed.
Theorem exp_add : forall x y, exp (x + y) = exp x * exp y.
Proof. exact exp_plus. Qed.
Theorem exp_negative : forall x, exp x * exp (- x) = 1.
Proof. intros; rewrite <- exp_plus, Rplus_opp_r; apply exp_0. Qed.
Theorem exp_above_tangent : forall x, exp x >= 1 + x.
Proof. intros; apply Rle_ge. destruct (Req_dec x 0) as [-> | N]; [rewrite exp_0; lra | left; apply exp_ineq1; auto]. Qed.
Theorem exp_increasing : forall x y, x >= y -> exp x >= exp y.
Proof. intros x y [H | ->]; [left; apply exp_increasing; auto | right; auto]. Qed.
Theorem log_increasing : forall x y, x > 0 -> y > 0 -> x >= y -> ln x >= ln y.
Proof. intros x y _ P [H | ->]; [left; apply ln_increasing; auto | right; auto]. Qed.
Theorem log_reflects : forall x y, x > 0 -> y > 0 -> ln x >= ln y -> x >= y.
Proof. intros x y P Q H. rewrite <- (exp_ln x), <- (exp_ln y) by auto. apply exp_increasing; auto. Qed.
Theorem log_below_tangent : forall x, x > 0 -> x - 1 >= ln x.
Proof. intros x P. pose proof (exp_above_tangent (ln x)) as H. rewrite exp_ln in H by auto. lra. Qed.
Theorem size_least : forall n k, (k <= n)%nat -> INR n >= INR k.
Proof. intros; apply Rle_ge, le_INR; auto. Qed.
